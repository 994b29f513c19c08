import org.jspecify.annotations.NullMarked;

/** Real Pythons for tests: every version that this machine has, and programs that run in them. */
@NullMarked
module asynctb.testkit {
    requires static transitive org.jspecify;
    requires transitive org.junit.jupiter.api;

    exports asynctb.testkit;
}
