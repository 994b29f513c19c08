package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Target;
import asynctb.cpython.layout.LayoutTable;
import asynctb.cpython.layout.OpcodeTable;
import asynctb.memory.MemorySource;
import asynctb.memory.ProcessException;
import asynctb.memory.linux.LiveProcess;
import asynctb.model.Context;
import asynctb.model.Frame;
import asynctb.model.Problem;
import asynctb.testkit.EachPython;
import asynctb.testkit.Json;
import asynctb.testkit.Needs;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Byte code that no Python at hand writes, put over that of a real process: the JIT's, and a future version's. */
class ForgedCodeTest {
    // Of _PyExecutorArray and _PyExecutorObject in pycore_optimizer.h of 3.13, 3.14 and 3.15: the pointers behind two
    // ints; opcode and argument behind a variable-size object's head and one pointer.
    private static final int EXECUTORS = 8;
    private static final int ORIGINAL = 32;

    /** Memory with some bytes in place of others. */
    private static final class Forgery {
        private final Map<Long, Byte> bytes = new HashMap<>();

        void put(long address, int value) {
            bytes.put(address, (byte) value);
        }

        void putLong(long address, long value) {
            byte[] word = new byte[Long.BYTES];
            ByteBuffer.wrap(word).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
            for (int i = 0; i < word.length; i++) {
                put(address + i, word[i]);
            }
        }

        MemorySource over(MemorySource source) {
            return (address, target, offset, length) -> {
                int count = source.read(address, target, offset, length);
                bytes.forEach((at, value) -> {
                    if (at >= address && at < address + count) {
                        target[(int) (at - address) + offset] = value;
                    }
                });
                return count;
            };
        }
    }

    /** What the program says of itself. */
    private record Told(Map<?, ?> words) {
        long number(String key) {
            return ((Number) Objects.requireNonNull(words.get(key), key)).longValue();
        }

        Object word(String key) {
            return Objects.requireNonNull(words.get(key), key);
        }
    }

    private interface Forger {
        void forge(Told told, Forgery forgery);
    }

    private static Frame read(PythonProcess process, Told told, Forger forger) throws ProcessException {
        var forgery = new Forgery();
        forger.forge(told, forgery);
        var runtime = CPythonProvider.attach(LiveProcess.open(process.pid(), forgery::over));
        try (var target = Target.of(runtime.orElseThrow())) {
            return target.extract((String) told.word("root")).frames().getFirst();
        }
    }

    private static Told told(PythonProcess process) {
        return new Told(
                (Map<?, ?>) Objects.requireNonNull(Json.parse(process.greeting().getFirst())));
    }

    private static List<String> managers(Frame frame) {
        return frame.contexts().stream()
                .map(context -> "0x"
                        + Long.toHexString(Objects.requireNonNull(context.obj()).address()))
                .toList();
    }

    private static List<Problem.Kind> problems(Frame frame) {
        return frame.problems().stream().map(Problem::kind).toList();
    }

    @EachPython
    void contextsAreGuessedWhereTheCodeIsUnknown(Python python) throws ProcessException {
        OpcodeTable opcodes = OpcodeTable.load(Integer.parseInt(python.minor().substring(2)));
        try (var process = python.start(Programs.find("contexts/forged.py"))) {
            Told told = told(process);
            Frame frame = read(process, told, (t, forgery) -> forgery.put(t.number("start"), unused(opcodes)));

            assertThat(problems(frame)).containsExactly(Problem.Kind.CONTEXTS_GUESSED);
            assertThat(managers(frame)).isEqualTo(told.word("managers"));
            assertThat(frame.contexts().stream().mapToInt(Context::startLine)).containsOnly(0);
        }
    }

    @EachPython(min = "3.13")
    void codeThatEntersTheJit(Python python) throws ProcessException {
        try (var process = python.start(Programs.find("contexts/forged.py"))) {
            Told told = told(process);
            Frame frame =
                    read(process, told, (t, forgery) -> enterExecutor(python, t, (int) t.number("opcode"), forgery));

            assertThat(problems(frame)).isEmpty();
            assertThat(managers(frame)).isEqualTo(told.word("managers"));
            assertThat(frame.contexts().stream().map(Context::varname)).containsExactly("outer", "inner");
        }
    }

    /** So the former test does look at what the executor holds. */
    @EachPython(min = "3.13")
    void codeThatEntersAJitThatIsUnknown(Python python) throws ProcessException {
        OpcodeTable opcodes = OpcodeTable.load(Integer.parseInt(python.minor().substring(2)));
        try (var process = python.start(Programs.find("contexts/forged.py"))) {
            Frame frame =
                    read(process, told(process), (t, forgery) -> enterExecutor(python, t, unused(opcodes), forgery));

            assertThat(problems(frame)).containsExactly(Problem.Kind.CONTEXTS_GUESSED);
        }
    }

    /** The second executor of the code is that of its jump. */
    private static void enterExecutor(Python python, Told told, int original, Forgery forgery) {
        int minor = Integer.parseInt(python.minor().substring(2));
        OpcodeTable opcodes = OpcodeTable.load(minor);
        long array = told.number("spare");
        long executor = array + 64;
        long jump = told.number("start") + told.number("jump");
        forgery.put(jump, number(opcodes, "ENTER_EXECUTOR"));
        forgery.put(jump + 1, 1);
        forgery.putLong(told.number("code") + LayoutTable.load(minor).offset("PyCodeObject.co_executors"), array);
        forgery.putLong(array + EXECUTORS + Long.BYTES, executor);
        forgery.put(executor + ORIGINAL, original);
        forgery.put(executor + ORIGINAL + 1, (int) told.number("argument"));
    }

    /** None of this is what a compiler writes behind the call of {@code __enter__}. */
    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.12", "3.15"})
    void targetsThatCannotBe(String minor) throws ProcessException {
        OpcodeTable opcodes = OpcodeTable.load(Integer.parseInt(minor.substring(2)));
        String copy = opcodes.has("COPY") ? "COPY 1" : "DUP_TOP";
        String add = opcodes.has("BINARY_OP") ? "BINARY_OP 0" : "BINARY_ADD";
        String call = opcodes.has("CALL") ? "CALL" : "CALL_FUNCTION";
        String most = "EXTENDED_ARG 127, EXTENDED_ARG 255, EXTENDED_ARG 255, ";
        List<String> targets = List.of(
                "EXTENDED_ARG 128, EXTENDED_ARG 0, EXTENDED_ARG 0, STORE_FAST",
                "EXTENDED_ARG 128, EXTENDED_ARG 0, EXTENDED_ARG 0, BUILD_TUPLE, STORE_FAST",
                most + call + " 255, STORE_FAST",
                most + "UNPACK_SEQUENCE 255, STORE_FAST",
                most + "LOAD_GLOBAL 255, STORE_FAST",
                "BUILD_SLICE, STORE_FAST",
                "LOAD_FAST, BUILD_SLICE 1, STORE_FAST",
                "LOAD_FAST, " + copy + ", STORE_ATTR, STORE_FAST",
                "LOAD_FAST" + (", " + copy + ", " + add).repeat(45) + ", STORE_FAST");
        try (var process = Needs.python(minor).start(Programs.find("contexts/forged.py"))) {
            Told told = told(process);
            for (String target : targets) {
                Frame frame = read(process, told, (t, forgery) -> putBody(opcodes, target, t, forgery));

                assertThat(frame.function()).as(target).isEqualTo("loops");
            }
        }
    }

    private static void putBody(OpcodeTable opcodes, String instructions, Told told, Forgery forgery) {
        long at = told.number("start") + told.number("body");
        for (String instruction : instructions.split(", ", -1)) {
            String[] words = instruction.split(" ", -1);
            int number = number(opcodes, words[0]);
            forgery.put(at, number);
            forgery.put(at + 1, words.length == 1 ? 0 : Integer.parseInt(words[1]));
            for (int i = 0; i < 2 * opcodes.caches(number); i++) {
                forgery.put(at + 2 + i, 0);
            }
            at += 2 + 2L * opcodes.caches(number);
        }
        assertThat(at).isLessThan(told.number("start") + told.number("end"));
    }

    private static int number(OpcodeTable opcodes, String name) {
        return IntStream.range(0, 256)
                .filter(number -> opcodes.name(number).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static int unused(OpcodeTable opcodes) {
        return IntStream.range(2, 256)
                .filter(number -> opcodes.name(number).isEmpty())
                .findFirst()
                .orElseThrow();
    }
}
