package asynctb.cpython.object;

/**
 * An object that the reader does not look into by itself: an instance of a class, or of a type of C code.
 *
 * @param heap the memory that it is read from
 * @param address where it stands
 * @param type its type
 */
public record PyInstance(Heap heap, long address, PyType type) implements PyObject {}
