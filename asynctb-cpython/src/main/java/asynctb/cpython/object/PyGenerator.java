package asynctb.cpython.object;

import java.util.Objects;

/**
 * A generator, coroutine or async generator. What it is doing is read by
 * {@link asynctb.cpython.frame.Generators}.
 *
 * @param heap the memory that it is read from
 * @param address where it stands
 * @param type its type
 */
public record PyGenerator(Heap heap, long address, PyType type) implements PyObject {
    /** The three sorts. */
    public enum Sort {
        GENERATOR,
        COROUTINE,
        ASYNC_GENERATOR
    }

    /** Which of the three it is. */
    public Sort sort() {
        return Objects.requireNonNullElse(type.generatorSort(), Sort.GENERATOR);
    }

    /** What its text begins with; its address is all else that is in it. */
    String readReprStart() {
        return heap.readReprStart(type, heap.readPointer(address + heap.offsets.generatorQualname));
    }

    /** Its {@code __qualname__}. */
    public String readQualname() {
        return heap.readName(heap.readPointer(address + heap.offsets.generatorQualname));
    }
}
