package asynctb.cpython.object;

import asynctb.cpython.layout.Behavior;
import asynctb.cpython.layout.Layout;
import asynctb.memory.Memory;
import asynctb.memory.MemoryFault;
import java.nio.charset.StandardCharsets;

/**
 * The objects of one picture of a target's memory. It gives typed views and keeps the types and code objects it has seen;
 * a new picture has a new heap, because an address may hold something else then.
 */
public final class Heap {
    private static final int MAX_C_STRING = 512;
    private static final int MAX_META_STEPS = 8;

    final ObjectOffsets offsets;
    private final Memory memory;
    private final Layout layout;
    private final Behavior behavior;
    private final ByAddress<PyType> types = new ByAddress<>();
    private final ByAddress<String> names = new ByAddress<>();
    private final ByAddress<ByAddress<String>> reprStarts = new ByAddress<>();
    private final CodeReader codes;

    public Heap(Memory memory, Layout layout, Behavior behavior) {
        this.memory = memory;
        this.layout = layout;
        this.behavior = behavior;
        this.offsets = new ObjectOffsets(layout);
        this.codes = new CodeReader(this, layout);
    }

    public Memory memory() {
        return memory;
    }

    public Layout layout() {
        return layout;
    }

    public Behavior behavior() {
        return behavior;
    }

    /**
     * The object at an address.
     *
     * @throws MemoryFault if there is none, or what is there cannot be an object
     */
    public PyObject readObject(long address) {
        PyType type = readTypeOf(address);
        return switch (type.kind()) {
            case INT, BOOL -> new PyInt(this, address, type);
            case FLOAT -> new PyFloat(this, address, type);
            case STR -> new PyStr(this, address, type);
            case BYTES, BYTEARRAY -> new PyBytes(this, address, type);
            case TUPLE -> new PyTuple(this, address, type);
            case LIST -> new PyList(this, address, type);
            case DICT -> new PyDict(this, address, type);
            case SET, FROZENSET -> new PySet(this, address, type);
            case DEQUE -> new PyDeque(this, address, type);
            case CELL -> new PyCell(this, address, type);
            case FUNCTION -> new PyFunction(this, address, type);
            case METHOD -> new PyMethod(this, address, type);
            case BUILTIN -> new PyBuiltin(this, address, type);
            case WEAKREF -> new PyWeakref(this, address, type);
            case MODULE -> new PyModule(this, address, type);
            case CODE -> codes.readCode(address, type);
            case TYPE -> readType(address);
            case GENERATOR, COROUTINE, ASYNC_GENERATOR -> new PyGenerator(this, address, type);
            default -> new PyInstance(this, address, type);
        };
    }

    /**
     * The code object at an address.
     *
     * @throws MemoryFault if there is none
     */
    public PyCode readCode(long address) {
        return codes.readCode(address);
    }

    /**
     * The string at an address.
     *
     * @throws MemoryFault if there is none
     */
    public PyStr readStr(long address) {
        if (readObject(address) instanceof PyStr str) {
            return str;
        }
        throw new MemoryFault(address, "holds no str");
    }

    /**
     * The text of the string at an address, kept because many objects share it: the name of a function.
     *
     * @throws MemoryFault if there is none
     */
    String readName(long address) {
        String known = names.get(address);
        if (known == null) {
            known = readStr(address).readText();
            names.put(address, known);
        }
        return known;
    }

    /** What the texts of a type's instances begin with that have this name, kept because many objects share it. */
    String readReprStart(PyType type, long name) {
        ByAddress<String> ofType = ByAddress.in(reprStarts, type.address());
        String known = ofType.get(name);
        if (known == null) {
            known = "<" + type.name() + " object " + readName(name);
            ofType.put(name, known);
        }
        return known;
    }

    /**
     * The type of the object at an address.
     *
     * @throws MemoryFault if there is none
     */
    public PyType readTypeOf(long address) {
        if (address == 0 || (address & Long.BYTES - 1) != 0) {
            throw new MemoryFault(address, "holds no object");
        }
        return readType(memory.readLong(address + offsets.obType));
    }

    /**
     * The type at an address.
     *
     * @throws MemoryFault if there is none
     */
    public PyType readType(long address) {
        PyType known = types.get(address);
        if (known == null) {
            checkIsType(address);
            known = PyType.read(this, address);
            types.put(address, known);
        }
        return known;
    }

    /**
     * The type of a type is one whose instances are types, and so on up to {@code type} itself. Garbage is found out here, and
     * instances of any class, which an arbitrary word may point to as well.
     */
    private void checkIsType(long address) {
        long type = address;
        for (int step = 0; step < MAX_META_STEPS; step++) {
            if (type == 0 || (type & Long.BYTES - 1) != 0) {
                break;
            }
            long meta = memory.readLong(type + offsets.obType);
            if (meta == type) {
                return;
            }
            if (!PyType.isOfTypes(this, meta)) {
                break;
            }
            type = meta;
        }
        throw new MemoryFault(address, "holds no type");
    }

    /**
     * A zero-terminated string of C.
     *
     * @throws MemoryFault if it cannot be read or is too long to be a name
     */
    String readCString(long address) {
        var bytes = new byte[MAX_C_STRING];
        for (int length = 0; length < MAX_C_STRING; length++) {
            bytes[length] = memory.readByte(address + length);
            if (bytes[length] == 0) {
                return new String(bytes, 0, length, StandardCharsets.UTF_8);
            }
        }
        throw new MemoryFault(address, "holds no name");
    }

    /** A word that is an address or 0. */
    long readPointer(long address) {
        return memory.readLong(address);
    }

    /**
     * A count, such as the length of a list.
     *
     * @throws MemoryFault if it is negative or more than {@code limit}
     */
    int readCount(long address, long limit) {
        long count = memory.readLong(address);
        if (count < 0 || count > limit) {
            throw new MemoryFault(address, "holds a length of " + count);
        }
        return (int) count;
    }
}
