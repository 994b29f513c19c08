package asynctb.cpython.library;

import asynctb.cpython.object.PyObject;
import asynctb.rules.Scene;

/** What is known of the context managers of a class. */
@FunctionalInterface
public interface ManagerRule {
    /**
     * Looks into a manager.
     *
     * @throws asynctb.memory.MemoryFault if it is not what its class says, or cannot be read
     */
    ManagerDetails read(PyObject manager, Scene scene);
}
