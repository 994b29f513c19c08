package asynctb.cpython.library;

import asynctb.cpython.object.PyObject;

/** What is known of the context managers of a class. */
@FunctionalInterface
interface ManagerRule {
    /**
     * Looks into a manager.
     *
     * @throws asynctb.memory.MemoryFault if it is not what its class says, or cannot be read
     */
    ManagerDetails read(PyObject manager);
}
