package asynctb.cpython.context;

import asynctb.cpython.code.ExceptionTable;
import asynctb.cpython.code.Instruction;
import asynctb.cpython.code.Instructions;
import asynctb.cpython.code.UnknownCodeException;
import asynctb.cpython.layout.OpcodeTable;
import asynctb.cpython.object.PyCode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code with} statements of a code object, with its instructions. */
final class WithStatements {
    private final long code;
    private final Instructions instructions;
    private final ExceptionTable table;
    private final Map<Integer, WithStatement> byHandler = new HashMap<>();
    private final Map<Integer, WithStatement> byEntry = new HashMap<>();

    private WithStatements(long code, Instructions instructions, ExceptionTable table) {
        this.code = code;
        this.instructions = instructions;
        this.table = table;
    }

    /**
     * Finds the statements of a code object.
     *
     * @throws UnknownCodeException if the byte code is not what the version's compiler writes
     * @throws asynctb.memory.MemoryFault if it cannot be read
     */
    static WithStatements read(PyCode code, Instructions instructions, OpcodeTable opcodes) {
        var found = new WithStatements(code.address(), instructions, ExceptionTable.decode(code.readExceptionTable()));
        var targets = new TargetText(code, instructions, opcodes);
        int handlers = 0;
        for (Instruction i : instructions.list()) {
            switch (i.name()) {
                case "SETUP_WITH" -> found.add(code, targets, i, i, i.target(), 0, false, found.after(i));
                case "SETUP_ASYNC_WITH" ->
                    found.add(code, targets, i, found.enterBefore(i), i.target(), 0, true, found.after(i));
                case "BEFORE_WITH" -> found.add(code, targets, i, false);
                case "BEFORE_ASYNC_WITH" -> {
                    if (!opcodes.has("SETUP_ASYNC_WITH")) {
                        found.add(code, targets, i, true);
                    }
                }
                case "LOAD_SPECIAL" -> {
                    if (i.argument() == Step.SPECIAL_ENTER || i.argument() == Step.SPECIAL_AENTER) {
                        found.add(code, targets, found.after(i), i.argument() == Step.SPECIAL_AENTER);
                    }
                }
                case "PUSH_EXC_INFO" -> {
                    Instruction next = instructions.after(i);
                    handlers += next != null && next.is("WITH_EXCEPT_START") ? 1 : 0;
                }
                default -> {}
            }
        }
        if (!found.table.entries().isEmpty() && handlers != found.byHandler.size()) {
            throw new UnknownCodeException(handlers + " handlers for " + found.byHandler.size() + " with statements");
        }
        return found;
    }

    /** The address of the code object. */
    long code() {
        return code;
    }

    /** The instructions of the code. */
    Instructions instructions() {
        return instructions;
    }

    /** Its exception table; empty before 3.11. */
    ExceptionTable table() {
        return table;
    }

    boolean isEmpty() {
        return byHandler.isEmpty();
    }

    /** The statement whose body's exceptions lead to an offset; null if that is not the handler of one. */
    @Nullable
    WithStatement byHandler(int offset) {
        return byHandler.get(offset);
    }

    /** The statement that is entered by the instruction at an offset; null if there is none. */
    @Nullable
    WithStatement byEntry(int offset) {
        return byEntry.get(offset);
    }

    /** Since 3.11 the exception table tells the handler and the depth: an entry begins with the body. */
    private void add(PyCode code, TargetText targets, Instruction entry, boolean isAsync) {
        Instruction body = after(entry);
        if (isAsync) {
            Instruction end = Awaits.endOf(instructions, body);
            if (end == null) {
                throw new UnknownCodeException("an async with that awaits nothing");
            }
            body = end;
        }
        ExceptionTable.Entry range = table.startingAt(body.start());
        // 3.11 puts a NOP there where the expression has several lines.
        while (range == null && body.is("NOP")) {
            body = after(body);
            range = table.startingAt(body.start());
        }
        if (range == null) {
            throw new UnknownCodeException("a with statement whose body is not guarded");
        }
        add(code, targets, entry, entry, range.target(), range.depth(), isAsync, body);
    }

    private void add(
            PyCode code,
            TargetText targets,
            Instruction setup,
            Instruction entry,
            int handler,
            int depth,
            boolean isAsync,
            Instruction body) {
        if (instructions.at(handler) == null) {
            throw new UnknownCodeException("a with statement whose handler is not there");
        }
        var statement = new WithStatement(
                entry.offset(),
                handler,
                depth,
                isAsync,
                targets.read(body),
                Math.max(0, code.positionAt(setup.offset()).line()));
        byHandler.put(handler, statement);
        byEntry.put(entry.offset(), statement);
    }

    private Instruction after(Instruction i) {
        Instruction next = instructions.after(i);
        if (next == null) {
            throw new UnknownCodeException("a with statement without an end");
        }
        return next;
    }

    /** Up to 3.10 the block is set up when {@code __aenter__} has been awaited. */
    private Instruction enterBefore(Instruction setup) {
        Instruction awaited = instructions.before(setup);
        Instruction awaitable = awaited == null ? null : Awaits.awaitAt(instructions, awaited);
        Instruction enter = awaitable == null ? null : instructions.before(awaitable);
        if (enter == null) {
            throw new UnknownCodeException("an async with that awaits nothing");
        }
        return enter;
    }
}
