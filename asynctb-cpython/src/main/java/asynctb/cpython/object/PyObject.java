package asynctb.cpython.object;

/**
 * An object in the target. The kinds that the reader looks into have types of their own; the rest are
 * {@link PyInstance}s. A view holds only the address: members are read when they are asked for, and methods that read
 * throw {@link asynctb.memory.MemoryFault}.
 */
public sealed interface PyObject
        permits PyBuiltin,
                PyBytes,
                PyCell,
                PyCode,
                PyDeque,
                PyDict,
                PyFloat,
                PyFunction,
                PyGenerator,
                PyInstance,
                PyInt,
                PyList,
                PyMethod,
                PyModule,
                PySet,
                PyStr,
                PyTuple,
                PyType,
                PyWeakref {
    /** The memory that it is read from. */
    Heap heap();

    /** Where it stands. */
    long address();

    /** Its type. */
    PyType type();
}
