package asynctb.cpython.object;

import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The objects that stand between an {@code await} and what is really waited for. */
public final class Awaitables {
    // Those that are written in Python, each with the attribute that has what it drives.
    private static final Map<String, String> IN_PYTHON = Map.of(
            // How the package async_generator awaits what its generators await, as the interpreter's asend() does.
            "async_generator._impl.ANextIter", "_it",
            // Around the coroutines of a program in asyncio's debug mode: all of them in 3.6, up to 3.10 those of
            // generators.
            "asyncio.coroutines.CoroWrapper", "gen");

    private Awaitables() {}

    /**
     * What {@code asend()}, {@code athrow()}, {@code aclose()}, {@code anext()} with a default,
     * {@code coroutine.__await__()}, a wrapper of asyncio's debug mode, or a coroutine that Cython has compiled drives.
     *
     * @return the address of the generator or awaitable; empty if the object is none of these
     * @throws asynctb.memory.MemoryFault if it cannot be read
     */
    public static OptionalLong readDriven(PyObject object) {
        ObjectOffsets offsets = object.heap().offsets;
        int member = switch (object.type().kind()) {
            case ASYNC_GENERATOR_ASEND -> offsets.asendGenerator;
            case ASYNC_GENERATOR_ATHROW -> offsets.athrowGenerator;
            case COROUTINE_WRAPPER -> offsets.wrapperCoroutine;
            case ANEXT_AWAITABLE -> offsets.anextWrapped;
            default -> -1;
        };
        if (member >= 0) {
            return OptionalLong.of(object.heap().readPointer(object.address() + member));
        }
        String type = object.type().name();
        if (isOfCython(type, "coroutine_wrapper")) {
            // It has the form of the interpreter's own.
            long coroutine = object.heap().readPointer(object.address() + offsets.wrapperCoroutine);
            boolean isKnown = coroutine != 0
                    && isOfCython(object.heap().readTypeOf(coroutine).name(), "coroutine");
            return isKnown ? OptionalLong.of(coroutine) : OptionalLong.empty();
        }
        @Nullable String attribute = isOfCython(type, "coroutine") ? "cr_await" : IN_PYTHON.get(type);
        return attribute == null ? OptionalLong.empty() : Attributes.readPlain(object, attribute);
    }

    /** Cython's own classes are in a module that is named by its version, up to 0.29 in none. */
    private static boolean isOfCython(String type, String name) {
        return type.endsWith(name) && (type.length() == name.length() || isIn(type, name));
    }

    private static boolean isIn(String type, String name) {
        return type.startsWith("_cython_") && type.indexOf('.') == type.length() - name.length() - 1;
    }
}
