package asynctb.cpython.object;

import java.util.function.LongPredicate;

/** The builtin containers, whatever their kind. */
public final class Containers {
    private Containers() {}

    /** Whether the object is one. */
    public static boolean isContainer(PyObject object) {
        return switch (object.type().kind()) {
            case TUPLE, LIST, DICT, SET, FROZENSET, DEQUE -> true;
            default -> false;
        };
    }

    /**
     * Visits the addresses of the items, of a dictionary those of the values, while the visitor says yes.
     *
     * @throws asynctb.memory.MemoryFault if they cannot be read
     */
    public static void readItems(PyObject container, LongPredicate visitor) {
        switch (container) {
            case PyTuple tuple -> {
                int size = tuple.readSize();
                for (int i = 0; i < size && visitor.test(tuple.readItem(i)); i++) {
                    // The visitor does the work.
                }
            }
            case PyList list -> {
                int size = list.readSize();
                for (int i = 0; i < size && visitor.test(list.readItem(i)); i++) {
                    // The visitor does the work.
                }
            }
            case PyDict dict -> dict.readEntries((key, value) -> visitor.test(value));
            case PySet set -> set.readItems(visitor);
            case PyDeque deque -> deque.readItems(visitor);
            default -> {
                // It has no items.
            }
        }
    }
}
