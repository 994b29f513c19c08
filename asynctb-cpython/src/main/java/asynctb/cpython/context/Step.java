package asynctb.cpython.context;

import asynctb.cpython.code.Instruction;
import asynctb.cpython.code.Instructions;
import org.jspecify.annotations.Nullable;

/**
 * What a frame may be doing at an instruction: entering or leaving a {@code with} block.
 *
 * @param call the instruction that calls the manager's method
 * @param kind which method that is
 * @param awaits whether the call has returned, and what it gave is awaited
 */
record Step(Instruction call, Kind kind, boolean awaits) {
    /** Kinds of calls. */
    enum Kind {
        /** {@code __enter__} or {@code __aenter__}. */
        ENTER,
        /** {@code __exit__} or {@code __aexit__}, without an exception; perhaps a call of something else. */
        EXIT,
        /** {@code __exit__} or {@code __aexit__}, from where an exception leads to; up to 3.8 from the normal end, too. */
        EXIT_HANDLER
    }

    // The arguments of LOAD_SPECIAL for __enter__ and __aenter__; see _special_method_names in opcode.py.
    static final int SPECIAL_ENTER = 0;
    static final int SPECIAL_AENTER = 2;

    /** What a frame does at an instruction; null if it is nothing of a {@code with} block. */
    static @Nullable Step at(Instructions instructions, Instruction at) {
        Instruction awaitable = Awaits.awaitAt(instructions, at);
        Instruction call = awaitable == null ? at : instructions.before(awaitable);
        if (call == null) {
            return null;
        }
        Kind kind = kind(instructions, call);
        return kind == null ? null : new Step(call, kind, awaitable != null);
    }

    private static @Nullable Kind kind(Instructions instructions, Instruction call) {
        return switch (call.name()) {
            case "SETUP_WITH", "BEFORE_WITH", "BEFORE_ASYNC_WITH" -> Kind.ENTER;
            case "WITH_CLEANUP_START", "WITH_EXCEPT_START" -> Kind.EXIT_HANDLER;
            case "CALL_FUNCTION", "PRECALL", "CALL" -> kindOfCall(instructions, call);
            default -> null;
        };
    }

    private static @Nullable Kind kindOfCall(Instructions instructions, Instruction call) {
        Instruction before = instructions.before(call);
        if (before != null && before.is("LOAD_SPECIAL")) {
            return Kind.ENTER;
        }
        return siteOf(instructions, call) == null ? null : Kind.EXIT;
    }

    /**
     * The first of the instructions that put three None on the stack before a call.
     *
     * @return null if these are not there
     */
    static @Nullable Instruction siteOf(Instructions instructions, Instruction call) {
        Instruction i = instructions.before(call);
        if (i != null && i.is("PRECALL")) {
            i = instructions.before(i);
        }
        boolean copies = i != null && i.is("DUP_TOP");
        for (int count = 0; count < 2; count++) {
            if (i == null || (copies ? !i.is("DUP_TOP") : !Awaits.isNone(i))) {
                return null;
            }
            i = instructions.before(i);
        }
        return i != null && Awaits.isNone(i) ? i : null;
    }

    /** Whether a value to be returned was put below the exit before the call of it. */
    boolean keepsValue(Instructions instructions) {
        Instruction site = siteOf(instructions, call);
        Instruction before = site == null ? null : instructions.before(site);
        return before != null && before.is("SWAP", "ROT_TWO");
    }
}
