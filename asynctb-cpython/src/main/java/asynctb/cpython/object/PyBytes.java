package asynctb.cpython.object;

/**
 * {@code bytes} or a {@code bytearray}.
 *
 * @param heap the memory that it is read from
 * @param address where it stands
 * @param type its type
 */
public record PyBytes(Heap heap, long address, PyType type) implements PyObject {
    private static final long MAX_LENGTH = Integer.MAX_VALUE;

    /** How many bytes it has. */
    public int readLength() {
        return heap.readCount(address + heap.offsets.obSize, MAX_LENGTH);
    }

    /** Where the first byte stands. */
    public long readStart() {
        return isMutable()
                ? heap.readPointer(address + heap.offsets.bytearrayStart)
                : address + heap.offsets.bytesValue;
    }

    /** The first bytes, {@code limit} at the most. */
    public byte[] readBytes(int limit) {
        return heap.memory().readBytes(readStart(), Math.min(readLength(), limit));
    }

    /** Whether it is a {@code bytearray}. */
    public boolean isMutable() {
        return type.kind() == Kind.BYTEARRAY;
    }
}
