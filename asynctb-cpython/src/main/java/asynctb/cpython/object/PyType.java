package asynctb.cpython.object;

import asynctb.memory.Memory;
import asynctb.memory.MemoryFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A class. Names and flags are read once. */
public final class PyType implements PyObject {
    // Py_TPFLAGS_… in object.h.
    private static final long HEAPTYPE = 1L << 9;
    private static final long INLINE_VALUES = 1L << 2;
    private static final long MANAGED_DICT = 1L << 4;
    private static final long LONG_SUBCLASS = 1L << 24;
    private static final long LIST_SUBCLASS = 1L << 25;
    private static final long TUPLE_SUBCLASS = 1L << 26;
    private static final long BYTES_SUBCLASS = 1L << 27;
    private static final long UNICODE_SUBCLASS = 1L << 28;
    private static final long DICT_SUBCLASS = 1L << 29;
    private static final long BASE_EXC_SUBCLASS = 1L << 30;
    private static final long TYPE_SUBCLASS = 1L << 31;
    private static final int MAX_BASES = 256;
    private static final List<String> OWN_DESCRIPTORS = List.of("__dict__", "__weakref__");

    private final Heap heap;
    private final long address;
    private final String cName;
    private final long flags;
    private final Kind kind;
    private final Map<String, OptionalLong> attributes = new HashMap<>();
    private @Nullable String name;
    private @Nullable String qualname;
    private @Nullable List<PyType> mro;
    private @Nullable String reprStart;

    private PyType(Heap heap, long address, String cName, long flags) {
        this.heap = heap;
        this.address = address;
        this.cName = cName;
        this.flags = flags;
        this.kind = readKind();
    }

    static PyType read(Heap heap, long address) {
        Memory memory = heap.memory();
        return new PyType(
                heap,
                address,
                heap.readCString(memory.readLong(address + heap.offsets.tpName)),
                memory.readLong(address + heap.offsets.tpFlags));
    }

    /** Whether the type at an address says that its instances are types. */
    static boolean isOfTypes(Heap heap, long address) {
        return (heap.memory().readLong(address + heap.offsets.tpFlags) & TYPE_SUBCLASS) != 0;
    }

    /** The interpreter's own type that this is or descends from. */
    private Kind readKind() {
        if ((flags & LONG_SUBCLASS) != 0) {
            return cName.equals("bool") && !isHeapType() ? Kind.BOOL : Kind.INT;
        } else if ((flags & UNICODE_SUBCLASS) != 0) {
            return Kind.STR;
        } else if ((flags & BYTES_SUBCLASS) != 0) {
            return Kind.BYTES;
        } else if ((flags & TUPLE_SUBCLASS) != 0) {
            return Kind.TUPLE;
        } else if ((flags & LIST_SUBCLASS) != 0) {
            return Kind.LIST;
        } else if ((flags & DICT_SUBCLASS) != 0) {
            return Kind.DICT;
        } else if ((flags & TYPE_SUBCLASS) != 0) {
            return Kind.TYPE;
        }
        return readKindByName();
    }

    private Kind readKindByName() {
        long type = address;
        for (int step = 0; step < MAX_BASES && type != 0; step++) {
            boolean heapType = (heap.memory().readLong(type + heap.offsets.tpFlags) & HEAPTYPE) != 0;
            String typeName = heap.readCString(heap.memory().readLong(type + heap.offsets.tpName));
            Kind found = Kind.named(typeName);
            // A class made by a class statement has a bare name; C code makes heap types with a dotted one.
            if (found != null && (!heapType || typeName.indexOf('.') >= 0)) {
                return found;
            }
            type = heap.readPointer(type + heap.offsets.tpBase);
        }
        return Kind.OTHER;
    }

    @Override
    public Heap heap() {
        return heap;
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public PyType type() {
        return heap.readTypeOf(address);
    }

    Kind kind() {
        return kind;
    }

    /** Whether it is itself a type of the interpreter's, not a subclass of one. */
    boolean isExactly(Kind other) {
        return kind == other && Kind.named(cName) == other && !isHeapType();
    }

    /** Which sort of generator its instances are; null if they are none. */
    public PyGenerator.@Nullable Sort generatorSort() {
        return switch (kind) {
            case GENERATOR -> PyGenerator.Sort.GENERATOR;
            case COROUTINE -> PyGenerator.Sort.COROUTINE;
            case ASYNC_GENERATOR -> PyGenerator.Sort.ASYNC_GENERATOR;
            default -> null;
        };
    }

    /**
     * What the texts of its instances begin with, if their address is all else that is in them; empty if they are shown otherwise.
     *
     * @throws MemoryFault if that cannot be read
     */
    String readReprStart() {
        if (reprStart == null) {
            reprStart = kind != Kind.OTHER || WellKnown.mayKnow(this) ? "" : "<" + name() + " object";
        }
        return reprStart;
    }

    /** Whether its instances are frames. */
    public boolean isFrame() {
        return kind == Kind.FRAME;
    }

    private boolean isHeapType() {
        return (flags & HEAPTYPE) != 0;
    }

    boolean hasManagedDict() {
        return (flags & MANAGED_DICT) != 0;
    }

    boolean hasInlineValues() {
        return (flags & INLINE_VALUES) != 0;
    }

    /** Whether its instances are exceptions. */
    public boolean isException() {
        return (flags & BASE_EXC_SUBCLASS) != 0;
    }

    /** The name of a builtin type, {@code module.Qualname} of others. */
    public String name() {
        if (name == null) {
            name = readName();
        }
        return name;
    }

    /** The name without its module. */
    public String qualname() {
        if (qualname == null) {
            qualname = readQualname();
        }
        return qualname;
    }

    private String readQualname() {
        if (isHeapType()) {
            try {
                return heap.readStr(heap.readPointer(address + heap.offsets.htQualname))
                        .readText();
            } catch (MemoryFault e) {
                return cName;
            }
        }
        return cName.substring(cName.lastIndexOf('.') + 1);
    }

    private String readName() {
        if (!isHeapType()) {
            return cName;
        }
        String qualname = qualname();
        try {
            OptionalLong module = readOwnAttribute("__module__");
            if (module.isPresent() && heap.readObject(module.getAsLong()) instanceof PyStr str) {
                String text = str.readText();
                return text.equals("builtins") ? qualname : text + "." + qualname;
            }
        } catch (MemoryFault e) {
            // The bare name is better than nothing.
        }
        return cName.indexOf('.') >= 0 ? cName : qualname;
    }

    /**
     * The classes in which attributes are looked up, this one first.
     *
     * @throws MemoryFault if they cannot be read
     */
    public List<PyType> readMro() {
        if (mro == null) {
            var all = new ArrayList<PyType>();
            if (heap.readObject(heap.readPointer(address + heap.offsets.tpMro)) instanceof PyTuple tuple) {
                int size = Math.min(tuple.readSize(), MAX_BASES);
                for (int i = 0; i < size; i++) {
                    all.add(heap.readType(tuple.readItem(i)));
                }
            }
            mro = List.copyOf(all);
        }
        return mro;
    }

    /**
     * An attribute of this class itself.
     *
     * @return the address of the object; empty if there is none. Static types of 3.12 and newer keep theirs elsewhere.
     * @throws MemoryFault if the class's dictionary cannot be read
     */
    OptionalLong readOwnAttribute(String attribute) {
        OptionalLong known = attributes.get(attribute);
        if (known == null) {
            known = findOwnAttribute(attribute);
            attributes.put(attribute, known);
        }
        return known;
    }

    private OptionalLong findOwnAttribute(String attribute) {
        long dict = heap.readPointer(address + heap.offsets.tpDict);
        return dict != 0 && heap.readObject(dict) instanceof PyDict names
                ? names.readValue(attribute)
                : OptionalLong.empty();
    }

    /**
     * Whether there may be objects of exactly this class, which is a member of its module. Each of them refers to it; if nothing
     * does but what refers to every class (the module, its own order of bases, and before 3.15 two descriptors), there is none.
     *
     * @throws MemoryFault if that cannot be read
     */
    public boolean mayHaveInstances() {
        int others = 2;
        for (String name : OWN_DESCRIPTORS) {
            OptionalLong descriptor = readOwnAttribute(name);
            if (descriptor.isPresent()
                    && heap.readTypeOf(descriptor.getAsLong()).kind() == Kind.GETSET_DESCRIPTOR
                    && heap.readPointer(descriptor.getAsLong() + heap.offsets.descriptorType) == address) {
                others++;
            }
        }
        // The lower half is all of it, or enough: what is immortal has many there.
        return Integer.toUnsignedLong(heap.memory().readInt(address + heap.offsets.obRefcnt)) > others;
    }

    /** The size of an instance without its items, in bytes. */
    long readBasicSize() {
        return heap.readPointer(address + heap.offsets.tpBasicsize);
    }

    long readItemSize() {
        return heap.readPointer(address + heap.offsets.tpItemsize);
    }

    long readDictOffset() {
        return heap.readPointer(address + heap.offsets.tpDictoffset);
    }

    /** The keys of the instances' inline values; 0 if there are none. */
    long readCachedKeys() {
        return isHeapType() ? heap.readPointer(address + heap.offsets.htCachedKeys) : 0;
    }
}
