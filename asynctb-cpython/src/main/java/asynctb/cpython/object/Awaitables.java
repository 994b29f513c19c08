package asynctb.cpython.object;

import java.util.OptionalLong;

/** The objects that stand between an {@code await} and what is really waited for. */
public final class Awaitables {
    // How the package async_generator awaits what its generators await: as the interpreter's asend() does with its own.
    private static final String BACKPORTED = "async_generator._impl.ANextIter";

    private Awaitables() {}

    /**
     * What {@code asend()}, {@code athrow()}, {@code aclose()}, {@code anext()} with a default, or
     * {@code coroutine.__await__()} drives.
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
        if (member < 0 && object.type().name().equals(BACKPORTED)) {
            return Attributes.readPlain(object, "_it");
        }
        return member < 0
                ? OptionalLong.empty()
                : OptionalLong.of(object.heap().readPointer(object.address() + member));
    }
}
