import org.jspecify.annotations.NullMarked;

/** Compares the command with other tools. Run by hand, by {@code tools/bench.sh}. */
@NullMarked
module asynctb.bench {
    requires asynctb.core;
    requires asynctb.render;
    requires asynctb.testkit;
    requires static org.jspecify;
}
