package asynctb.cpython.object;

import asynctb.memory.MemoryFault;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What {@code repr()} would say, made from memory: without running code, bounded in length and depth, cycles cut. Classes
 * with a {@code __repr__} of their own are shown the default way.
 */
public final class Repr {
    private static final int MAX_LENGTH = 200;
    private static final int MAX_START = MAX_LENGTH - " at 0x0123456789abcdef>".length();
    private static final int USUAL_LENGTH = 80;
    private static final int MAX_TEXT = 120;
    private static final int MAX_ITEMS = 20;
    private static final int MAX_DEPTH = 4;
    private static final String MORE = "…";

    private final Heap heap;
    private final StringBuilder text = new StringBuilder(USUAL_LENGTH);
    /** The objects that stand around what is being written, outermost first. */
    private long[] open = new long[4];

    private int openCount;

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

    /**
     * What the text of an object begins with, if only its address follows ({@code " at 0x7f12…>"}), as in that of most objects; null
     * if it is another one.
     *
     * @throws MemoryFault if the object cannot be read
     */
    public static @Nullable String readStart(Heap heap, long address) {
        PyObject object = heap.readObject(address);
        String start = switch (object) {
            case PyGenerator generator -> generator.readReprStart();
            case PyInstance instance -> instance.type().readReprStart();
            default -> "";
        };
        return start.isEmpty() || start.length() > MAX_START ? null : start;
    }

    private void append(long address, int depth) {
        if (text.length() > MAX_LENGTH) {
            return;
        }
        try {
            PyObject object = heap.readObject(address);
            if (depth > MAX_DEPTH) {
                text.append(MORE);
                return;
            } else if (isOpen(address)) {
                appendCycle(object);
                return;
            }
            appendWithin(object, depth);
        } catch (MemoryFault e) {
            text.append("<unreadable at 0x").append(Long.toHexString(address)).append('>');
        }
    }

    private boolean isOpen(long address) {
        for (int i = 0; i < openCount; i++) {
            if (open[i] == address) {
                return true;
            }
        }
        return false;
    }

    private void appendWithin(PyObject object, int depth) {
        if (openCount == open.length) {
            open = Arrays.copyOf(open, 2 * openCount);
        }
        open[openCount++] = object.address();
        try {
            append(object, depth);
        } finally {
            openCount--;
        }
    }

    private void appendCycle(PyObject object) {
        switch (object) {
            case PyList list -> text.append("[...]");
            case PyDict dict -> text.append("{...}");
            case PyTuple tuple -> text.append("(...)");
            default -> text.append("...");
        }
    }

    private void append(PyObject object, int depth) {
        switch (object) {
            case PyInt number -> appendInt(number);
            case PyFloat number -> text.append(Literals.ofFloat(number.readValue()));
            case PyStr str ->
                text.append(Literals.ofText(str.readStart(MAX_TEXT), str.readLength() > MAX_TEXT ? MORE : ""));
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
                long most = deque.readMaxLength();
                var items =
                        new Items(deque.type().qualname() + "([", most < 0 ? "])" : "], maxlen=" + most + ")", depth);
                deque.readItems(items::addIfWanted);
                items.end();
            }
            case PyType type -> text.append("<class '").append(type.name()).append("'>");
            case PyFunction function -> appendAt("<function " + function.readQualname(), function.address());
            case PyMethod method -> appendMethod(method, depth);
            case PyBuiltin builtin -> appendBuiltin(builtin);
            case PyGenerator generator -> appendGenerator(generator);
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

    private void appendGenerator(PyGenerator generator) {
        appendAt(generator.readReprStart(), generator.address());
    }

    private void appendInt(PyInt number) {
        if (number.isBool()) {
            text.append(number.readLong() != 0 ? "True" : "False");
            return;
        }
        String digits = number.readValue().toString();
        text.append(digits.length() <= MAX_TEXT ? digits : digits.substring(0, MAX_TEXT) + MORE);
    }

    private void appendTuple(PyTuple tuple, int depth) {
        int size = tuple.readSize();
        @Nullable List<String> fields = WellKnown.readFieldNames(tuple);
        if (fields != null) {
            var items = new Items(tuple.type().qualname() + "(", ")", depth);
            for (int i = 0; i < size && items.wantsMore(); i++) {
                items.add(fields.get(i) + "=", tuple.readItem(i));
            }
            items.end();
            return;
        }
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

    private void appendBytes(PyBytes bytes) {
        String literal = Literals.ofBytes(bytes.readBytes(MAX_TEXT), bytes.readLength() > MAX_TEXT ? MORE : "");
        text.append(bytes.isMutable() ? "bytearray(" + literal + ")" : literal);
    }

    private void appendSet(PySet set, int depth) {
        boolean frozen = set.type().kind() == Kind.FROZENSET;
        if (set.readSize() == 0) {
            text.append(frozen ? "frozenset()" : "set()");
            return;
        }
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
            case COMPLEX -> appendComplex(instance);
            case SLICE ->
                appendMembers("slice(", instance, depth, offsets.sliceStart, offsets.sliceStop, offsets.sliceStep);
            case RANGE -> appendRange(instance, depth);
            case PARTIAL -> appendPartial(instance, depth);
            default -> appendOther(instance, depth);
        }
    }

    private void appendComplex(PyInstance complex) {
        long value = complex.address() + heap.offsets.complexValue;
        double real = Double.longBitsToDouble(heap.memory().readLong(value));
        text.append(
                Literals.ofComplex(real, Double.longBitsToDouble(heap.memory().readLong(value + Double.BYTES))));
    }

    private void appendRange(PyInstance range, int depth) {
        ObjectOffsets offsets = heap.offsets;
        long step = heap.readPointer(range.address() + offsets.rangeStep);
        if (heap.readObject(step) instanceof PyInt number && number.readValue().equals(BigInteger.ONE)) {
            appendMembers("range(", range, depth, offsets.rangeStart, offsets.rangeStop);
        } else {
            appendMembers("range(", range, depth, offsets.rangeStart, offsets.rangeStop, offsets.rangeStep);
        }
    }

    private void appendPartial(PyInstance partial, int depth) {
        var items = new Items("functools.partial(", ")", depth);
        items.add(heap.readPointer(partial.address() + heap.offsets.partialFunction));
        appendArguments(items, heap.readPointer(partial.address() + heap.offsets.partialArguments));
        long keywords = heap.readPointer(partial.address() + heap.offsets.partialKeywords);
        if (keywords != 0 && heap.readObject(keywords) instanceof PyDict dict) {
            dict.readEntries((key, value) -> {
                if (!items.wantsMore()) {
                    return false;
                }
                items.add(heap.readStr(key).readText() + "=", value);
                return true;
            });
        }
        items.end();
    }

    private void appendArguments(Items items, long tuple) {
        if (tuple != 0 && heap.readObject(tuple) instanceof PyTuple arguments) {
            int size = arguments.readSize();
            for (int i = 0; i < size && items.wantsMore(); i++) {
                items.add(arguments.readItem(i));
            }
        }
    }

    private void appendMembers(String start, PyInstance instance, int depth, int... members) {
        var items = new Items(start, ")", depth);
        for (int member : members) {
            items.add(heap.readPointer(instance.address() + member));
        }
        items.end();
    }

    private void appendOther(PyInstance instance, int depth) {
        switch (WellKnown.read(instance)) {
            case WellKnown.EnumMember(String name, OptionalLong value) -> {
                text.append('<').append(instance.type().qualname()).append('.').append(name);
                if (value.isPresent()) {
                    text.append(": ");
                    append(value.getAsLong(), depth + 1);
                }
                text.append('>');
            }
            case WellKnown.Text(String content) ->
                text.append(instance.type().qualname())
                        .append('(')
                        .append(Literals.ofText(content, ""))
                        .append(')');
            case WellKnown.Positional(long tuple) -> {
                var items = new Items(instance.type().qualname() + "(", ")", depth);
                appendArguments(items, tuple);
                items.end();
            }
            case WellKnown.Fields(Map<String, Long> values) -> {
                var items = new Items(instance.type().qualname() + "(", ")", depth);
                for (Map.Entry<String, Long> field : values.entrySet()) {
                    if (!items.wantsMore()) {
                        break;
                    }
                    items.add(field.getKey() + "=", field.getValue());
                }
                items.end();
            }
            case WellKnown.Unknown unknown -> appendAt("<" + instance.type().name() + " object", instance.address());
        }
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
            add("", address);
        }

        void add(String name, long address) {
            text.append(count++ == 0 ? "" : ", ").append(name);
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
