package asynctb.cpython.object;

import java.util.Optional;

/** What is to be called, where an object stands for a call of another. */
public final class Callback {
    private Callback() {}

    /**
     * A {@code functools.partial}.
     *
     * @param function the address of what it calls
     * @param argument the address of the first argument that it gives; 0 if it gives none
     */
    public record Partial(long function, long argument) {}

    /**
     * What a {@code functools.partial} calls.
     *
     * @return empty if the object is none
     * @throws asynctb.memory.MemoryFault if it cannot be read
     */
    public static Optional<Partial> readPartial(PyObject object) {
        if (object.type().kind() != Kind.PARTIAL) {
            return Optional.empty();
        }
        Heap heap = object.heap();
        long arguments = heap.readPointer(object.address() + heap.offsets.partialArguments);
        long first =
                heap.readObject(arguments) instanceof PyTuple tuple && tuple.readSize() > 0 ? tuple.readItem(0) : 0;
        return Optional.of(new Partial(heap.readPointer(object.address() + heap.offsets.partialFunction), first));
    }
}
