package asynctb.cpython.object;

import asynctb.memory.MemoryFault;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What {@code repr()} would say, made from memory: without running code, bounded in length and depth, cycles cut. Classes
 * with a {@code __repr__} of their own are shown the default way.
 */
public final class Repr {
    private static final int MAX_LENGTH = 200;
    private static final int MAX_TEXT = 120;
    private static final int MAX_ITEMS = 20;
    private static final int MAX_DEPTH = 4;
    private static final String MORE = "…";

    private final Heap heap;
    private final StringBuilder text = new StringBuilder();
    private final Set<Long> open = new HashSet<>();

    private Repr(Heap heap) {
        this.heap = heap;
    }

    /** The text; what of it cannot be read is said in it. */
    public static String of(Heap heap, long address) {
        var repr = new Repr(heap);
        repr.append(address, 0);
        String text = repr.text.toString();
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - 1) + MORE;
    }

    private void append(long address, int depth) {
        if (text.length() > MAX_LENGTH) {
            return;
        }
        if (depth > MAX_DEPTH || !open.add(address)) {
            text.append(MORE);
            return;
        }
        try {
            append(heap.readObject(address), depth);
        } catch (MemoryFault e) {
            text.append("<unreadable at 0x").append(Long.toHexString(address)).append('>');
        }
        open.remove(address);
    }

    private void append(PyObject object, int depth) {
        switch (object) {
            case PyInt number -> appendInt(number);
            case PyFloat number -> text.append(floatText(number.readValue()));
            case PyStr str -> appendStr(str);
            case PyBytes bytes -> appendBytes(bytes);
            case PyTuple tuple -> appendTuple(tuple, depth);
            case PyList list -> {
                var items = new Items("[", "]", depth);
                int size = list.readSize();
                for (int i = 0; i < size && items.wantsMore(); i++) {
                    items.add(list.readItem(i));
                }
                items.end();
            }
            case PyDict dict -> appendDict(dict, depth);
            case PySet set -> appendSet(set, depth);
            case PyDeque deque -> {
                var items = new Items("deque([", "])", depth);
                deque.readItems(items::addIfWanted);
                items.end();
            }
            case PyType type -> text.append("<class '").append(type.name()).append("'>");
            case PyFunction function -> appendAt("<function " + function.readQualname(), function.address());
            case PyMethod method -> appendMethod(method, depth);
            case PyBuiltin builtin -> appendBuiltin(builtin);
            case PyGenerator generator ->
                appendAt("<" + generator.type().name() + " object " + generator.readQualname(), generator.address());
            case PyModule module -> appendModule(module);
            case PyCode code -> appendAt("<code object " + code.name(), code.address());
            case PyWeakref weakref -> appendWeakref(weakref);
            case PyCell cell -> appendCell(cell, depth);
            case PyInstance instance -> appendInstance(instance, depth);
        }
    }

    private void appendAt(String start, long address) {
        text.append(start).append(" at 0x").append(Long.toHexString(address)).append('>');
    }

    private void appendInt(PyInt number) {
        if (number.isBool()) {
            text.append(number.readLong() != 0 ? "True" : "False");
            return;
        }
        String digits = number.readValue().toString();
        text.append(digits.length() <= MAX_TEXT ? digits : digits.substring(0, MAX_TEXT) + MORE);
    }

    /** As float_repr: Java's shortest digits are the same, its notation is not. */
    static String floatText(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        } else if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-4 || size >= 1e16)) {
            String[] parts = Double.toString(value).toLowerCase(Locale.ROOT).split("e", 2);
            String digits = parts[0].endsWith(".0") ? parts[0].substring(0, parts[0].length() - 2) : parts[0];
            int exponent = Integer.parseInt(parts[1]);
            return digits + (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        }
        String plain = new BigDecimal(Double.toString(value)).toPlainString();
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }

    private void appendStr(PyStr str) {
        String start = str.readStart(MAX_TEXT);
        char quote = start.indexOf('\'') >= 0 && start.indexOf('"') < 0 ? '"' : '\'';
        text.append(quote);
        start.codePoints().forEach(c -> appendCharacter(c, quote));
        if (str.readLength() > MAX_TEXT) {
            text.append(MORE);
        }
        text.append(quote);
    }

    private void appendCharacter(int c, char quote) {
        switch (c) {
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case '\\' -> text.append("\\\\");
            default -> {
                if (c == quote) {
                    text.append('\\').append(quote);
                } else if (c < ' ' || c >= 0x7f && c < 0xa1) {
                    text.append(String.format("\\x%02x", c));
                } else if (c >= 0xd800 && c <= 0xdfff) {
                    text.append(String.format("\\u%04x", c));
                } else {
                    text.appendCodePoint(c);
                }
            }
        }
    }

    private void appendBytes(PyBytes bytes) {
        text.append(bytes.isMutable() ? "bytearray(b'" : "b'");
        for (byte b : bytes.readBytes(MAX_TEXT)) {
            int c = b & 0xff;
            if (c >= 0x7f) {
                text.append(String.format("\\x%02x", c));
            } else {
                appendCharacter(c, '\'');
            }
        }
        if (bytes.readLength() > MAX_TEXT) {
            text.append(MORE);
        }
        text.append(bytes.isMutable() ? "')" : "'");
    }

    private void appendTuple(PyTuple tuple, int depth) {
        int size = tuple.readSize();
        var items = new Items("(", size == 1 ? ",)" : ")", depth);
        for (int i = 0; i < size && items.wantsMore(); i++) {
            items.add(tuple.readItem(i));
        }
        items.end();
    }

    private void appendDict(PyDict dict, int depth) {
        boolean plain = dict.type().isExactly(Kind.DICT);
        var items = new Items(plain ? "{" : dict.type().qualname() + "({", plain ? "}" : "})", depth);
        dict.readEntries((key, value) -> {
            if (!items.addIfWanted(key)) {
                return false;
            }
            text.append(": ");
            append(value, depth + 1);
            return true;
        });
        items.end();
    }

    private void appendSet(PySet set, int depth) {
        boolean frozen = set.type().kind() == Kind.FROZENSET;
        var items = new Items(frozen ? "frozenset({" : "{", frozen ? "})" : "}", depth);
        set.readItems(items::addIfWanted);
        items.end();
    }

    private void appendMethod(PyMethod method, int depth) {
        PyObject function = heap.readObject(method.readFunction());
        text.append("<bound method ");
        text.append(
                function instanceof PyFunction f
                        ? f.readQualname()
                        : function.type().name());
        text.append(" of ");
        append(method.readSelf(), depth + 1);
        text.append('>');
    }

    private void appendBuiltin(PyBuiltin builtin) {
        long self = builtin.readSelf();
        boolean function = self == 0 || heap.readObject(self) instanceof PyModule;
        if (function) {
            text.append("<built-in function ").append(builtin.readName()).append('>');
        } else {
            String owner = heap.readTypeOf(self).name();
            appendAt("<built-in method " + builtin.readName() + " of " + owner + " object", self);
        }
    }

    private void appendModule(PyModule module) {
        OptionalLong name = module.readDict().readValue("__name__");
        text.append("<module ");
        append(name.orElse(0), 1);
        text.append('>');
    }

    private void appendWeakref(PyWeakref weakref) {
        OptionalLong referent = weakref.readReferent();
        text.append("<weakref at 0x").append(Long.toHexString(weakref.address()));
        if (referent.isEmpty()) {
            text.append("; dead>");
            return;
        }
        text.append("; to '").append(heap.readTypeOf(referent.getAsLong()).name());
        appendAt("'", referent.getAsLong());
    }

    private void appendCell(PyCell cell, int depth) {
        long content = cell.readContent();
        if (content == 0) {
            appendAt("<empty cell", cell.address());
            return;
        }
        text.append("<cell of ");
        append(content, depth + 1);
        text.append('>');
    }

    private void appendInstance(PyInstance instance, int depth) {
        ObjectOffsets offsets = heap.offsets;
        switch (instance.type().kind()) {
            case NONE -> text.append("None");
            case ELLIPSIS -> text.append("Ellipsis");
            case NOT_IMPLEMENTED -> text.append("NotImplemented");
            case COMPLEX -> {
                long value = instance.address() + offsets.complexValue;
                text.append('(')
                        .append(floatText(Double.longBitsToDouble(heap.memory().readLong(value))));
                String imaginary =
                        floatText(Double.longBitsToDouble(heap.memory().readLong(value + Double.BYTES)));
                text.append(imaginary.startsWith("-") ? "" : "+")
                        .append(imaginary)
                        .append("j)");
            }
            case SLICE ->
                appendMembers("slice(", instance, depth, offsets.sliceStart, offsets.sliceStop, offsets.sliceStep);
            case RANGE ->
                appendMembers("range(", instance, depth, offsets.rangeStart, offsets.rangeStop, offsets.rangeStep);
            case PARTIAL ->
                appendMembers(
                        "functools.partial(",
                        instance,
                        depth,
                        offsets.partialFunction,
                        offsets.partialArguments,
                        offsets.partialKeywords);
            default -> appendDefault(instance);
        }
    }

    private void appendMembers(String start, PyInstance instance, int depth, int... members) {
        var items = new Items(start, ")", depth);
        for (int member : members) {
            items.add(heap.readPointer(instance.address() + member));
        }
        items.end();
    }

    private void appendDefault(PyInstance instance) {
        OptionalLong member = enumName(instance);
        if (member.isPresent()) {
            text.append('<').append(instance.type().qualname()).append('.');
            text.append(heap.readStr(member.getAsLong()).readStart(MAX_TEXT)).append('>');
            return;
        }
        appendAt("<" + instance.type().name() + " object", instance.address());
    }

    /** The name of a member of an {@code enum.Enum}, which keeps it in its own dictionary. */
    private static OptionalLong enumName(PyInstance instance) {
        for (PyType base : instance.type().readMro()) {
            if (base.name().equals("enum.Enum")) {
                return Attributes.readPlain(instance, "_name_");
            }
        }
        return OptionalLong.empty();
    }

    /** Items between brackets, the first {@value #MAX_ITEMS} of them. */
    private final class Items {
        private final String end;
        private final int depth;
        private int count;

        Items(String start, String end, int depth) {
            this.end = end;
            this.depth = depth;
            text.append(start);
        }

        boolean wantsMore() {
            if (count == MAX_ITEMS || text.length() > MAX_LENGTH) {
                text.append(count == 0 ? MORE : ", " + MORE);
                return false;
            }
            return true;
        }

        void add(long address) {
            text.append(count++ == 0 ? "" : ", ");
            append(address, depth + 1);
        }

        boolean addIfWanted(long address) {
            if (!wantsMore()) {
                return false;
            }
            add(address);
            return true;
        }

        void end() {
            text.append(end);
        }
    }
}
