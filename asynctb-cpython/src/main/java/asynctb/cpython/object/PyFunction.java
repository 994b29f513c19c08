package asynctb.cpython.object;

import java.util.List;
import java.util.OptionalLong;

/**
 * A function of Python code.
 *
 * @param heap the memory that it is read from
 * @param address where it stands
 * @param type its type
 */
public record PyFunction(Heap heap, long address, PyType type) implements PyObject {
    /** Its {@code __qualname__}. */
    public String readQualname() {
        return heap.readStr(heap.readPointer(address + heap.offsets.functionQualname))
                .readText();
    }

    /** Its {@code __name__}. */
    public String readName() {
        return heap.readStr(heap.readPointer(address + heap.offsets.functionName))
                .readText();
    }

    /** The address of its {@code __module__}; empty if it has none. */
    public OptionalLong readModule() {
        long module = heap.readPointer(address + heap.offsets.functionModule);
        return module == 0 ? OptionalLong.empty() : OptionalLong.of(module);
    }

    /** The address of an attribute that was set on it; empty if it has none of that name. */
    public OptionalLong readAttribute(String name) {
        long dict = heap.readPointer(address + heap.offsets.functionDict);
        return dict != 0 && heap.readObject(dict) instanceof PyDict attributes
                ? attributes.readValue(name)
                : OptionalLong.empty();
    }

    /** Its code. */
    public PyCode readCode() {
        return heap.readCode(heap.readPointer(address + heap.offsets.functionCode));
    }

    /** The address of its {@code __closure__}; 0 if it has none. */
    public long readClosure() {
        return heap.readPointer(address + heap.offsets.functionClosure);
    }

    /** The address of the value of a free variable; 0 if it has none of that name, or that has no value. */
    public long readFree(String name) {
        long closure = readClosure();
        if (closure == 0 || !(heap.readObject(closure) instanceof PyTuple cells)) {
            return 0;
        }
        List<String> variables = readCode().variables();
        // The free variables are the last ones.
        int index = variables.lastIndexOf(name) - variables.size() + cells.readSize();
        return index >= 0 && index < cells.readSize() && heap.readObject(cells.readItem(index)) instanceof PyCell cell
                ? cell.readContent()
                : 0;
    }
}
