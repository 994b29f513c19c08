import asynctb.cpython.CPythonProvider;
import asynctb.runtime.RuntimeProvider;
import org.jspecify.annotations.NullMarked;

/**
 * CPython 3.6 to 3.15, read from outside. Nothing is exported: it is found as a
 * {@link asynctb.runtime.RuntimeProvider} by the door of the library.
 */
@NullMarked
module asynctb.cpython {
    requires static transitive org.jspecify;
    requires asynctb.core;
    requires asynctb.memory;

    provides RuntimeProvider with
            CPythonProvider;
}
