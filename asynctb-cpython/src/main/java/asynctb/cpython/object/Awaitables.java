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
     * {@code coroutine.__await__()}, or a wrapper of asyncio's debug mode drives.
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
        @Nullable String attribute = IN_PYTHON.get(object.type().name());
        return attribute == null ? OptionalLong.empty() : Attributes.readPlain(object, attribute);
    }
}
