package asynctb.cpython.object;

import java.util.OptionalLong;

/** What a callable was bound to when it was looked up. */
public final class Receivers {
    private Receivers() {}

    /**
     * The object that a bound method, or what stands for one, passes on as the first argument.
     *
     * @return the address; empty if the callable is not bound to anything that can be read
     * @throws asynctb.memory.MemoryFault if it cannot be read
     */
    public static OptionalLong readReceiver(PyObject callable) {
        Heap heap = callable.heap();
        if (callable instanceof PyMethod method) {
            return OptionalLong.of(method.readSelf());
        } else if (callable instanceof PyBuiltin builtin) {
            long self = builtin.readSelf();
            boolean bound = self != 0 && !(heap.readObject(self) instanceof PyModule);
            return bound ? OptionalLong.of(self) : OptionalLong.empty();
        }
        return switch (callable.type().kind()) {
            case METHOD_WRAPPER -> OptionalLong.of(heap.readPointer(callable.address() + heap.offsets.wrapperSelf));
            case PARTIAL -> readOfPartial(callable);
            case FUNCTION, TYPE -> OptionalLong.empty();
            default -> Attributes.readPlain(callable, "__self__");
        };
    }

    /** A partial of a bound method passes that one's receiver on, others their first argument. */
    private static OptionalLong readOfPartial(PyObject object) {
        Callback.Partial partial = Callback.readPartial(object).orElseThrow();
        if (object.heap().readObject(partial.function()) instanceof PyMethod method) {
            return OptionalLong.of(method.readSelf());
        }
        return partial.argument() == 0 ? OptionalLong.empty() : OptionalLong.of(partial.argument());
    }
}
