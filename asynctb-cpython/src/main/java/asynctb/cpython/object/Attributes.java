package asynctb.cpython.object;

import asynctb.cpython.layout.Behavior;
import asynctb.memory.MemoryFault;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of objects, looked up as the interpreter would without running code: data descriptors that are plain members
 * ({@code __slots__}), then the instance's dictionary, then the classes along the MRO.
 */
public final class Attributes {
    // T_OBJECT and T_OBJECT_EX in structmember.h (Py_T_OBJECT_EX in descrobject.h): members that hold an object.
    private static final int MEMBER_OBJECT = 6;
    private static final int MEMBER_OBJECT_EX = 16;
    // From pycore_object.h: where managed dictionaries are, in words before the object.
    private static final int DICT_WORDS_BEFORE = 3;
    private static final int VALUES_WORDS_BEFORE = 4;
    // SHARED_KEYS_MAX_SIZE in pycore_dict.h: no instance has more inline values.
    private static final int MAX_INLINE_VALUES = 64;

    private Attributes() {}

    /** What became of a look-up. */
    public sealed interface Lookup {
        /**
         * It was found.
         *
         * @param address of the object
         */
        record Found(long address) implements Lookup {}

        /**
         * The class computes it, so it cannot be read without running code.
         *
         * @param descriptor the address of the property or other descriptor
         */
        record Computed(long descriptor) implements Lookup {}

        /** There is no such attribute. */
        record Missing() implements Lookup {}
    }

    /**
     * Looks up an attribute.
     *
     * @throws MemoryFault if what is needed for it cannot be read
     */
    public static Lookup readAttribute(PyObject object, String name) {
        OptionalLong inClass = readInClasses(object.type(), name);
        if (inClass.isPresent()) {
            Lookup data = readDataDescriptor(object, inClass.getAsLong());
            if (data != null) {
                return data;
            }
        }
        OptionalLong own = readOwn(object, name);
        if (own.isPresent()) {
            return new Lookup.Found(own.getAsLong());
        }
        return inClass.isPresent() ? new Lookup.Found(inClass.getAsLong()) : new Lookup.Missing();
    }

    /** The value of an attribute that is known to be a plain one; empty if it is missing or computed. */
    public static OptionalLong readPlain(PyObject object, String name) {
        return readAttribute(object, name) instanceof Lookup.Found found
                ? OptionalLong.of(found.address())
                : OptionalLong.empty();
    }

    /**
     * An attribute of a class or of one that it inherits from, as it stands there; so methods are looked up that the
     * interpreter itself calls. Those of static types of 3.12 and newer are kept elsewhere and not found.
     *
     * @throws MemoryFault if the classes cannot be read
     */
    public static OptionalLong readInClasses(PyType type, String name) {
        for (PyType base : type.readMro()) {
            OptionalLong value = base.readOwnAttribute(name);
            if (value.isPresent()) {
                return value;
            }
        }
        return OptionalLong.empty();
    }

    /** What a data descriptor of the class gives; null if the class's attribute is none. */
    private static @Nullable Lookup readDataDescriptor(PyObject object, long descriptor) {
        Heap heap = object.heap();
        Kind kind = heap.readTypeOf(descriptor).kind();
        if (kind == Kind.PROPERTY || kind == Kind.GETSET_DESCRIPTOR) {
            return new Lookup.Computed(descriptor);
        }
        if (kind != Kind.MEMBER_DESCRIPTOR) {
            return null;
        }
        long definition = heap.readPointer(descriptor + heap.offsets.memberDefinition);
        int type = heap.memory().readInt(definition + heap.offsets.memberType);
        if (type != MEMBER_OBJECT && type != MEMBER_OBJECT_EX) {
            return new Lookup.Computed(descriptor);
        }
        long offset = heap.memory().readLong(definition + heap.offsets.memberOffset);
        long value = heap.readPointer(object.address() + offset);
        return value == 0 ? new Lookup.Missing() : new Lookup.Found(value);
    }

    private static OptionalLong readOwn(PyObject object, String name) {
        if (object instanceof PyModule module) {
            return module.readDict().readValue(name);
        }
        if (object instanceof PyType type) {
            return readInClasses(type, name);
        }
        var found = new long[1];
        readInstance(object, (key, value) -> {
            if (object.heap().readObject(key) instanceof PyStr str && str.readEquals(name)) {
                found[0] = value;
                return false;
            }
            return true;
        });
        return found[0] == 0 ? OptionalLong.empty() : OptionalLong.of(found[0]);
    }

    /**
     * Visits the attributes that the instance itself holds in its dictionary, however that is kept.
     *
     * @throws MemoryFault if it cannot be read
     */
    public static void readInstance(PyObject object, PyDict.EntryVisitor visitor) {
        PyType type = object.type();
        if (type.hasManagedDict()) {
            readManaged(object, type, visitor);
            return;
        }
        long offset = type.readDictOffset();
        if (offset < 0) {
            offset += readEnd(object, type);
        }
        if (offset > 0) {
            visitDict(object.heap(), object.heap().readPointer(object.address() + offset), visitor);
        }
    }

    /** The size of an object of variable size, rounded up; see _PyObject_GetDictPtr. */
    private static long readEnd(PyObject object, PyType type) {
        Heap heap = object.heap();
        long items = Math.abs(heap.memory().readLong(object.address() + heap.offsets.obSize));
        if (items > Integer.MAX_VALUE) {
            throw new MemoryFault(object.address(), "holds a length of " + items);
        }
        long size = type.readBasicSize() + items * type.readItemSize();
        return (size + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    }

    private static void readManaged(PyObject object, PyType type, PyDict.EntryVisitor visitor) {
        Heap heap = object.heap();
        long word = heap.readPointer(object.address() - DICT_WORDS_BEFORE * Long.BYTES);
        Behavior.ManagedDicts where = heap.behavior().managedDicts();
        if (where == Behavior.ManagedDicts.VALUES_THEN_DICT) {
            long values = heap.readPointer(object.address() - VALUES_WORDS_BEFORE * Long.BYTES);
            if (values != 0) {
                visitValues(heap, type, values, visitor);
                return;
            }
        } else if (where == Behavior.ManagedDicts.TAGGED && (word & 1) != 0) {
            visitValues(heap, type, word + 1, visitor);
            return;
        } else if (where == Behavior.ManagedDicts.DICT_OR_INLINE && word == 0 && type.hasInlineValues()) {
            long values = object.address() + type.readBasicSize();
            if (heap.memory().readByte(values + heap.offsets.valuesValid) != 0) {
                visitValues(heap, type, values, visitor);
            }
            return;
        }
        visitDict(heap, word, visitor);
    }

    private static void visitDict(Heap heap, long address, PyDict.EntryVisitor visitor) {
        if (address != 0 && heap.readObject(address) instanceof PyDict dict) {
            dict.readEntries(visitor);
        }
    }

    private static void visitValues(Heap heap, PyType type, long values, PyDict.EntryVisitor visitor) {
        long keys = type.readCachedKeys();
        if (keys != 0) {
            PyDict.readEntries(heap, keys, values + heap.offsets.valuesItems, MAX_INLINE_VALUES, visitor);
        }
    }
}
