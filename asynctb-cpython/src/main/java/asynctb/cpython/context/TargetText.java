package asynctb.cpython.context;

import asynctb.cpython.code.Instruction;
import asynctb.cpython.code.Instructions;
import asynctb.cpython.layout.OpcodeTable;
import asynctb.cpython.object.PyCode;
import asynctb.cpython.object.PyObject;
import asynctb.cpython.object.PyTuple;
import asynctb.cpython.object.Repr;
import asynctb.memory.MemoryFault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the target of {@code with … as target} from the byte code that assigns to it. */
final class TargetText {
    private static final int MAX_INSTRUCTIONS = 200;
    // Of a value; a few instructions can double it as often as they like.
    private static final int MAX_LENGTH = 1000;
    private static final int PAIR_BITS = 4;
    private static final int PAIR_MASK = 15;
    private static final int NB_SUBSCR = 26;
    // Lib/opcode.py, _common_constants: 3.14 has the first five.
    private static final List<String> COMMON_CONSTANTS = List.of(
            "AssertionError",
            "NotImplementedError",
            "tuple",
            "all",
            "any",
            "list",
            "set",
            "None",
            "''",
            "True",
            "False",
            "-1");
    // Lib/opcode.py, _nb_ops: the plain ones.
    private static final List<String> OPERATORS =
            List.of("+", "&", "//", "<<", "@", "*", "%", "|", "**", ">>", "-", "/", "^");
    // One instruction for each operator, up to 3.10.
    private static final Map<String, String> OPERATOR_OF = Map.ofEntries(
            Map.entry("BINARY_ADD", "+"),
            Map.entry("BINARY_AND", "&"),
            Map.entry("BINARY_FLOOR_DIVIDE", "//"),
            Map.entry("BINARY_LSHIFT", "<<"),
            Map.entry("BINARY_MATRIX_MULTIPLY", "@"),
            Map.entry("BINARY_MULTIPLY", "*"),
            Map.entry("BINARY_MODULO", "%"),
            Map.entry("BINARY_OR", "|"),
            Map.entry("BINARY_POWER", "**"),
            Map.entry("BINARY_RSHIFT", ">>"),
            Map.entry("BINARY_SUBTRACT", "-"),
            Map.entry("BINARY_TRUE_DIVIDE", "/"),
            Map.entry("BINARY_XOR", "^"));

    private final PyCode code;
    private final Instructions instructions;
    private final int attributeShift;
    private final int globalShift;

    TargetText(PyCode code, Instructions instructions, OpcodeTable opcodes) {
        this.code = code;
        this.instructions = instructions;
        // The lowest bit says whether NULL is pushed too: for globals since 3.11, for attributes since 3.12.
        globalShift = opcodes.has("PUSH_NULL") ? 1 : 0;
        attributeShift = opcodes.has("LOAD_SUPER_ATTR") ? 1 : 0;
    }

    /**
     * The text of the target.
     *
     * @param body the first instruction behind the call of {@code __enter__}
     * @return null if there is none, or it is one that is not understood
     */
    @Nullable
    String read(Instruction body) {
        try {
            return new Reader(body).target(false);
        } catch (MemoryFault e) {
            return null;
        }
    }

    /** Runs the assignment with texts in place of values. */
    private final class Reader {
        private @Nullable Instruction next;
        private @Nullable String pending;
        private boolean copied;
        private int count;

        Reader(Instruction body) {
            next = body;
        }

        /** One target, up to the instruction that assigns to it; null if it is not understood. */
        @Nullable
        String target(boolean nested) {
            if (pending != null) {
                String name = pending;
                pending = null;
                return name;
            }
            Deque<String> stack = new ArrayDeque<>();
            for (Instruction i = take(); i != null; i = take()) {
                String name = i.name();
                if (name.startsWith("STORE_")) {
                    boolean walrus = copied;
                    copied = false;
                    String target = store(i, stack);
                    if (!walrus || target == null) {
                        return stack.isEmpty() ? target : null;
                    }
                    if (!assign(target, stack)) {
                        return null;
                    }
                } else if (name.startsWith("UNPACK_")) {
                    return stack.isEmpty() ? unpacked(i) : null;
                } else if (i.is("POP_TOP") && stack.isEmpty()) {
                    // A name that stands twice in a list of targets is assigned to once.
                    return nested ? "_" : null;
                } else if (!run(i, stack)) {
                    return null;
                }
            }
            return null;
        }

        private @Nullable Instruction take() {
            Instruction i = next;
            if (i == null || ++count > MAX_INSTRUCTIONS) {
                return null;
            }
            next = instructions.after(i);
            return i;
        }

        private @Nullable String store(Instruction i, Deque<String> stack) {
            int argument = i.argument();
            return switch (i.name()) {
                case "STORE_FAST" -> code.variableName(argument);
                case "STORE_FAST_STORE_FAST" -> {
                    pending = code.variableName(argument & PAIR_MASK);
                    yield code.variableName(argument >> PAIR_BITS);
                }
                case "STORE_FAST_LOAD_FAST" -> {
                    // What is loaded belongs to the body.
                    next = null;
                    yield code.variableName(argument >> PAIR_BITS);
                }
                case "STORE_DEREF" -> code.cellName(argument);
                case "STORE_NAME", "STORE_GLOBAL" -> code.readName(argument);
                case "STORE_ATTR" -> stack.isEmpty() ? null : stack.pop() + "." + code.readName(argument);
                case "STORE_SUBSCR" -> subscript(stack);
                case "STORE_SLICE" -> slice(stack, 2) ? subscript(stack) : null;
                default -> null;
            };
        }

        private @Nullable String unpacked(Instruction i) {
            boolean starred = i.is("UNPACK_EX");
            int before = starred ? i.argument() & 0xff : i.argument();
            int after = starred ? i.argument() >> Byte.SIZE : 0;
            var parts = new ArrayList<String>();
            for (int part = 0; part < before + after + (starred ? 1 : 0); part++) {
                String target = target(true);
                if (target == null) {
                    return null;
                }
                parts.add(starred && part == before ? "*" + target : target);
            }
            return tuple(parts);
        }

        private String tuple(List<String> parts) {
            return "(" + String.join(", ", parts) + (parts.size() == 1 ? ",)" : ")");
        }

        /** Runs one instruction; false if it is not understood. */
        private boolean run(Instruction i, Deque<String> stack) {
            int argument = i.argument();
            return switch (i.name()) {
                case "NOP", "PRECALL", "PUSH_NULL", "TO_BOOL", "NOT_TAKEN" -> true;
                case "LOAD_FAST", "LOAD_FAST_CHECK", "LOAD_FAST_BORROW" -> push(stack, code.variableName(argument));
                case "LOAD_FAST_LOAD_FAST", "LOAD_FAST_BORROW_LOAD_FAST_BORROW" ->
                    push(stack, code.variableName(argument >> PAIR_BITS))
                            && push(stack, code.variableName(argument & PAIR_MASK));
                case "LOAD_DEREF", "LOAD_CLASSDEREF", "LOAD_FROM_DICT_OR_DEREF" -> push(stack, code.cellName(argument));
                case "LOAD_NAME" -> push(stack, code.readName(argument));
                case "LOAD_GLOBAL" -> push(stack, code.readName(argument >> globalShift));
                case "LOAD_CONST" -> push(stack, constant(argument));
                case "LOAD_SMALL_INT" -> push(stack, String.valueOf(argument));
                case "LOAD_COMMON_CONSTANT" ->
                    push(stack, argument < COMMON_CONSTANTS.size() ? COMMON_CONSTANTS.get(argument) : null);
                case "LOAD_ATTR" ->
                    !stack.isEmpty() && push(stack, stack.pop() + "." + code.readName(argument >> attributeShift));
                case "LOAD_METHOD" -> !stack.isEmpty() && push(stack, stack.pop() + "." + code.readName(argument));
                case "CALL_FUNCTION", "CALL_METHOD", "CALL" -> call(stack, argument);
                case "DUP_TOP" -> copy(stack);
                case "COPY" -> argument == 1 && copy(stack);
                default -> operate(i, stack);
            };
        }

        private boolean operate(Instruction i, Deque<String> stack) {
            int argument = i.argument();
            return switch (i.name()) {
                case "BINARY_SUBSCR" -> push(stack, subscript(stack));
                case "BINARY_SLICE" -> slice(stack, 2) && push(stack, subscript(stack));
                case "BINARY_OP" ->
                    argument == NB_SUBSCR
                            ? push(stack, subscript(stack))
                            : argument < OPERATORS.size() && binary(stack, OPERATORS.get(argument));
                case "BUILD_SLICE" -> slice(stack, argument);
                case "BUILD_TUPLE" -> stack.size() >= argument && push(stack, index(tuple(popAll(stack, argument))));
                case "UNARY_NEGATIVE" -> !stack.isEmpty() && push(stack, "-" + stack.pop());
                case "UNARY_INVERT" -> !stack.isEmpty() && push(stack, "~" + stack.pop());
                case "UNARY_NOT" -> !stack.isEmpty() && push(stack, "not " + stack.pop());
                default -> {
                    String operator = OPERATOR_OF.get(i.name());
                    yield operator != null && binary(stack, operator);
                }
            };
        }

        private String constant(int index) {
            PyObject constant = code.heap().readObject(code.readConstant(index));
            String text = Repr.of(code.heap(), constant.address());
            return constant instanceof PyTuple ? index(text) : text;
        }

        /** A tuple as the source has it: an index needs no brackets. */
        private String index(String tuple) {
            boolean isIndex = next != null
                    && (next.is("STORE_SUBSCR", "BINARY_SUBSCR") || next.is("BINARY_OP", NB_SUBSCR))
                    && tuple.length() > 2;
            return isIndex ? tuple.substring(1, tuple.length() - 1) : tuple;
        }

        private boolean push(Deque<String> stack, @Nullable String text) {
            if (text == null || text.length() > MAX_LENGTH) {
                return false;
            }
            stack.push(text);
            return true;
        }

        /** The value is assigned to a name and used: {@code (name := value)}. */
        private boolean copy(Deque<String> stack) {
            copied = true;
            return !stack.isEmpty() && push(stack, stack.peek());
        }

        private boolean assign(String name, Deque<String> stack) {
            if (stack.size() < 2) {
                return false;
            }
            stack.pop();
            return push(stack, "(" + name + " := " + stack.pop() + ")");
        }

        private boolean call(Deque<String> stack, int arguments) {
            if (stack.size() <= arguments) {
                return false;
            }
            List<String> texts = popAll(stack, arguments);
            return push(stack, stack.pop() + "(" + String.join(", ", texts) + ")");
        }

        private boolean binary(Deque<String> stack, String operator) {
            if (stack.size() < 2) {
                return false;
            }
            String right = grouped(stack.pop());
            return push(stack, grouped(stack.pop()) + " " + operator + " " + right);
        }

        /** An operation that is part of another one needs its brackets; whether the source had them is not known. */
        private String grouped(String text) {
            return text.indexOf(' ') < 0 || text.endsWith(")") || text.endsWith("]") ? text : "(" + text + ")";
        }

        private @Nullable String subscript(Deque<String> stack) {
            if (stack.size() < 2) {
                return null;
            }
            String index = stack.pop();
            return stack.pop() + "[" + plainSlice(index) + "]";
        }

        /** A slice of constants is a constant itself since 3.14. */
        private String plainSlice(String index) {
            if (!index.startsWith("slice(") || !index.endsWith(")")) {
                return index;
            }
            String[] parts =
                    index.substring("slice(".length(), index.length() - 1).split(", ", -1);
            return parts.length == 3 ? colons(List.of(parts)) : index;
        }

        private boolean slice(Deque<String> stack, int parts) {
            return parts >= 2 && stack.size() >= parts && push(stack, colons(popAll(stack, parts)));
        }

        private String colons(List<String> parts) {
            var text = new StringBuilder(bound(parts.get(0))).append(':').append(bound(parts.get(1)));
            if (parts.size() > 2 && !parts.get(2).equals("None")) {
                text.append(':').append(parts.get(2));
            }
            return text.toString();
        }

        private String bound(String text) {
            return text.equals("None") ? "" : text;
        }

        private List<String> popAll(Deque<String> stack, int number) {
            var texts = new ArrayList<String>();
            for (int i = 0; i < number; i++) {
                texts.add(stack.pop());
            }
            Collections.reverse(texts);
            return texts;
        }
    }
}
