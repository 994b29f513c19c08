package asynctb.cpython.object;

import asynctb.memory.MemoryFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What makes an instance recognisable, for those families of classes whose {@code repr()} everybody knows: exceptions,
 * members of an {@code enum.Enum}, paths, data classes, classes of attrs.
 */
sealed interface WellKnown {
    /** The class of enumerations. */
    String ENUM = "enum.Enum";

    /** The class of paths, which moved to a private module in 3.13 and to another in 3.14. */
    List<String> PATHS = List.of("pathlib.PurePath", "pathlib._local.PurePath");

    /**
     * A member of an enumeration.
     *
     * @param name the member's
     * @param value the address of its value; empty if it could not be found
     */
    record EnumMember(String name, OptionalLong value) implements WellKnown {}

    /**
     * It wraps a text.
     *
     * @param content the text
     */
    record Text(String content) implements WellKnown {}

    /**
     * It is made from a tuple of arguments.
     *
     * @param tuple the address of the tuple
     */
    record Positional(long tuple) implements WellKnown {}

    /**
     * It is made from named fields.
     *
     * @param values the addresses of their values by name, in order
     */
    record Fields(Map<String, Long> values) implements WellKnown {}

    /** None of these. */
    record Unknown() implements WellKnown {}

    /**
     * Whether instances of a class may be any of these; read once for each class.
     *
     * @throws MemoryFault if that cannot be read
     */
    static boolean mayKnow(PyType type) {
        if (type.isException() || hasGeneratedRepr(type)) {
            return true;
        }
        for (PyType base : type.readMro()) {
            if (ENUM.equals(base.name()) || PATHS.contains(base.name())) {
                return true;
            }
        }
        return false;
    }

    /**
     * What is known of an instance.
     *
     * @throws MemoryFault if it cannot be read
     */
    static WellKnown read(PyInstance instance) {
        if (instance.type().isException()) {
            return new Positional(
                    instance.heap().readPointer(instance.address() + instance.heap().offsets.exceptionArgs));
        }
        for (PyType base : instance.type().readMro()) {
            if (ENUM.equals(base.name())) {
                return readEnumMember(instance);
            } else if (PATHS.contains(base.name())) {
                return readPath(instance);
            }
        }
        return hasGeneratedRepr(instance.type()) ? readFields(instance) : new Unknown();
    }

    /** Whether its {@code repr()} was made for its fields; its authors may have thought of another, often a shorter one. */
    private static boolean hasGeneratedRepr(PyType type) {
        OptionalLong repr = Attributes.readInClasses(type, "__repr__");
        if (repr.isEmpty() || !(type.heap().readObject(repr.getAsLong()) instanceof PyFunction function)) {
            return false;
        }
        String file = function.readCode().file();
        return file.startsWith("<")
                || file.endsWith("/dataclasses.py")
                || file.endsWith("/reprlib.py")
                || file.endsWith("/attr/_make.py");
    }

    private static WellKnown readEnumMember(PyInstance member) {
        Optional<String> name = readText(member, "_name_");
        return name.isPresent() ? new EnumMember(name.get(), Attributes.readPlain(member, "_value_")) : new Unknown();
    }

    private static Optional<String> readText(PyInstance instance, String attribute) {
        OptionalLong address = Attributes.readPlain(instance, attribute);
        return address.isPresent() && instance.heap().readObject(address.getAsLong()) instanceof PyStr text
                ? Optional.of(text.readText())
                : Optional.empty();
    }

    /** A path keeps its text once somebody has asked for it; before, its parts: {@code _parts}, since 3.12 {@code _raw_paths}. */
    private static WellKnown readPath(PyInstance path) {
        var text = readText(path, "_str");
        if (text.isPresent()) {
            return new Text(text.get());
        }
        List<String> parts = readStrings(path, "_parts");
        if (parts.isEmpty()) {
            parts = readStrings(path, "_raw_paths");
        }
        String joined = String.join("/", parts);
        return new Text(joined.startsWith("//") ? joined.substring(1) : joined);
    }

    private static List<String> readStrings(PyInstance instance, String attribute) {
        var strings = new ArrayList<String>();
        OptionalLong address = Attributes.readPlain(instance, attribute);
        if (address.isPresent() && instance.heap().readObject(address.getAsLong()) instanceof PyList list) {
            for (int i = 0; i < list.readSize() && i < MAX_FIELDS; i++) {
                strings.add(instance.heap().readStr(list.readItem(i)).readText());
            }
        }
        return strings;
    }

    /** Bounds what a damaged class could claim. */
    int MAX_FIELDS = 100;

    /** The names of a named tuple's items; null if it is another one. */
    static @Nullable List<String> readFieldNames(PyTuple tuple) {
        OptionalLong fields = tuple.type().isExactly(Kind.TUPLE)
                ? OptionalLong.empty()
                : Attributes.readPlain(tuple.type(), "_fields");
        if (fields.isEmpty()
                || !(tuple.heap().readObject(fields.getAsLong()) instanceof PyTuple texts)
                || texts.readSize() > MAX_FIELDS
                || texts.readSize() != tuple.readSize()) {
            return null;
        }
        var names = new ArrayList<String>();
        for (int i = 0; i < texts.readSize(); i++) {
            names.add(tuple.heap().readStr(texts.readItem(i)).readText());
        }
        return names;
    }

    private static WellKnown readFields(PyInstance instance) {
        var names = new ArrayList<String>();
        OptionalLong fields = Attributes.readPlain(instance.type(), "__dataclass_fields__");
        if (fields.isPresent() && instance.heap().readObject(fields.getAsLong()) instanceof PyDict dict) {
            dict.readEntries((key, field) -> {
                names.add(instance.heap().readStr(key).readText());
                return names.size() < MAX_FIELDS;
            });
        } else {
            fields = Attributes.readPlain(instance.type(), "__attrs_attrs__");
            if (fields.isEmpty() || !(instance.heap().readObject(fields.getAsLong()) instanceof PyTuple tuple)) {
                return new Unknown();
            }
            for (int i = 0; i < tuple.readSize() && i < MAX_FIELDS; i++) {
                OptionalLong name = Attributes.readPlain(instance.heap().readObject(tuple.readItem(i)), "name");
                name.ifPresent(n -> names.add(instance.heap().readStr(n).readText()));
            }
        }
        var values = new LinkedHashMap<String, Long>();
        for (String name : names) {
            Attributes.readPlain(instance, name).ifPresent(value -> values.put(name, value));
        }
        return new Fields(values);
    }
}
