import org.jspecify.annotations.NullMarked;

/** What was read, written for people ({@code text}, {@code flat}) and for programs ({@code json}). */
@NullMarked
module asynctb.render {
    requires transitive asynctb.core;
    requires static org.jspecify;

    exports asynctb.render;
}
