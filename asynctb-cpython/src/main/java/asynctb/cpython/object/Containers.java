package asynctb.cpython.object;

import java.util.OptionalLong;
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
     * The address of the item with a number, counted from the end if that is negative; empty if there is none or the items
     * have no order.
     *
     * @throws asynctb.memory.MemoryFault if it cannot be read
     */
    public static OptionalLong readItem(PyObject container, long index) {
        int size = readSize(container);
        long place = index < 0 ? index + size : index;
        if (place < 0 || place >= size) {
            return OptionalLong.empty();
        }
        return switch (container) {
            case PyTuple tuple -> OptionalLong.of(tuple.readItem((int) place));
            case PyList list -> OptionalLong.of(list.readItem((int) place));
            case PyDeque deque -> readNth(deque, (int) place);
            default -> OptionalLong.empty();
        };
    }

    /**
     * How many items it says that it has; 0 for all that is no container.
     *
     * @throws asynctb.memory.MemoryFault if that cannot be read
     */
    public static int readSize(PyObject container) {
        return switch (container) {
            case PyTuple tuple -> tuple.readSize();
            case PyList list -> list.readSize();
            case PyDict dict -> dict.readSize();
            case PySet set -> set.readSize();
            case PyDeque deque -> deque.readSize();
            default -> 0;
        };
    }

    private static OptionalLong readNth(PyDeque deque, int place) {
        var found = new long[2];
        deque.readItems(item -> {
            found[0] = item;
            return found[1]++ < place;
        });
        return OptionalLong.of(found[0]);
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
