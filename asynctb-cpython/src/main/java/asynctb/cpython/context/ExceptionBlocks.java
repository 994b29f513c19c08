package asynctb.cpython.context;

import asynctb.cpython.code.ExceptionTable;
import asynctb.cpython.code.Instruction;
import asynctb.cpython.code.Instructions;
import asynctb.cpython.frame.PyFrame;
import asynctb.cpython.layout.OpcodeTable;
import asynctb.cpython.object.ByAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Since CPython 3.11 a frame does not keep its blocks: the exception table tells, for every instruction, which handlers an
 * exception would meet on its way out.
 */
final class ExceptionBlocks implements WithBlocks {
    // How far the code that is not guarded goes on: no compiler writes more of it in a row.
    private static final int MAX_HOLE = 64;
    // How many instructions are looked at that lead to an exit; a compiler writes a few.
    private static final int MAX_LEADING = 1000;
    private static final Set<String> UNCONDITIONAL = Set.of(
            "JUMP_FORWARD",
            "JUMP_BACKWARD",
            "JUMP_BACKWARD_NO_INTERRUPT",
            "RETURN_VALUE",
            "RETURN_CONST",
            "RAISE_VARARGS",
            "RERAISE");

    private final int words;
    private final boolean enterKeepsManager;
    private final ByAddress<ByAddress<List<ActiveWith>>> known = new ByAddress<>();

    ExceptionBlocks(OpcodeTable opcodes) {
        // LOAD_SPECIAL leaves two words: a function and its receiver, which is NULL for a bound method.
        words = opcodes.has("LOAD_SPECIAL") ? 2 : 1;
        // BEFORE_WITH replaces the manager by the exit when __enter__ has returned (END_SEND came with that, in
        // 3.12), or before it is called (3.11).
        enterKeepsManager = opcodes.has("BEFORE_WITH") && opcodes.has("END_SEND");
    }

    /** The instruction tells it all, so it is found once for each. */
    @Override
    public List<ActiveWith> read(PyFrame frame, WithStatements statements) {
        ByAddress<List<ActiveWith>> ofCode = ByAddress.in(known, statements.code());
        List<ActiveWith> active = ofCode.get(frame.lasti());
        if (active == null) {
            active = List.copyOf(find(frame.lasti(), statements));
            ofCode.put(frame.lasti(), active);
        }
        return active;
    }

    private List<ActiveWith> find(int lasti, WithStatements statements) {
        Instruction at = statements.instructions().at(lasti);
        if (at == null) {
            return List.of();
        }
        var active = new ArrayList<ActiveWith>();
        for (WithStatement statement :
                guards(statements, outOfHole(statements, at).offset())) {
            active.add(new ActiveWith(statement, Phase.BODY, ActiveWith.Holder.EXIT, statement.depth() - words));
        }
        Collections.reverse(active);
        Step step = Step.at(statements.instructions(), at);
        ActiveWith last = step == null ? null : last(statements, step);
        if (last != null) {
            active.add(last);
        }
        return active;
    }

    /** The statements whose handlers an exception at an offset would meet, innermost first. */
    private static List<WithStatement> guards(WithStatements statements, int offset) {
        var guards = new ArrayList<WithStatement>();
        var seen = new HashSet<Integer>();
        ExceptionTable.Entry entry = statements.table().cover(offset);
        while (entry != null && seen.add(entry.target())) {
            WithStatement statement = statements.byHandler(entry.target());
            if (statement != null) {
                guards.add(statement);
            }
            entry = statements.table().cover(entry.target());
        }
        return guards;
    }

    /**
     * The compiler leaves out instructions that cannot raise, though they stand in a body. Such a one belongs to where it
     * leads.
     */
    private static Instruction outOfHole(WithStatements statements, Instruction at) {
        Instruction i = at;
        for (int step = 0; step < MAX_HOLE; step++) {
            boolean jumps = i.name().startsWith("JUMP_");
            if (statements.table().cover(i.offset()) != null
                    || !jumps && !i.is("NOP", "NOT_TAKEN") && !i.name().startsWith("POP_JUMP_")) {
                return i;
            }
            Instruction next = jumps
                    ? statements.instructions().at(i.target())
                    : statements.instructions().after(i);
            if (next == null) {
                return at;
            }
            i = next;
        }
        return at;
    }

    private @Nullable ActiveWith last(WithStatements statements, Step step) {
        return switch (step.kind()) {
            case ENTER -> {
                WithStatement statement = statements.byEntry(step.call().offset());
                yield statement == null
                        ? null
                        : new ActiveWith(
                                statement,
                                Phase.ENTERING,
                                enterKeepsManager && !step.awaits()
                                        ? ActiveWith.Holder.MANAGER
                                        : ActiveWith.Holder.EXIT,
                                statement.depth() - words);
            }
            case EXIT_HANDLER -> {
                Instruction handler = statements.instructions().before(step.call());
                WithStatement statement = handler == null ? null : statements.byHandler(handler.offset());
                yield statement == null
                        ? null
                        : new ActiveWith(statement, Phase.EXITING, ActiveWith.Holder.EXIT, statement.depth() - words);
            }
            case EXIT -> exiting(statements, step);
        };
    }

    private @Nullable ActiveWith exiting(WithStatements statements, Step step) {
        Instruction site = Step.siteOf(statements.instructions(), step.call());
        // The exit and its receiver, where that is kept, lie where other calls have their callable and its
        // first argument.
        boolean threeNone = step.call().argument() == words + 1;
        WithStatement statement = site == null || !threeNone ? null : leftBefore(statements, site);
        if (statement == null) {
            return null;
        }
        int slot = statement.depth() - words + (step.keepsValue(statements.instructions()) ? 1 : 0);
        return step.awaits()
                ? new ActiveWith(statement, Phase.EXITING, ActiveWith.Holder.CALLEE, 0)
                : new ActiveWith(statement, Phase.EXITING, ActiveWith.Holder.EXIT, slot);
    }

    /**
     * The statement whose body ends where an exit is called: of the instructions that lead there, one is guarded by it and,
     * but for that, by what guards the exit. Between the two stand only instructions that move nothing but the value to be
     * returned.
     */
    private static @Nullable WithStatement leftBefore(WithStatements statements, Instruction site) {
        List<WithStatement> outer = guards(statements, site.offset());
        Deque<Instruction> work = new ArrayDeque<>(leadingTo(statements.instructions(), site));
        var seen = new HashSet<Instruction>(work);
        while (!work.isEmpty() && seen.size() < MAX_LEADING) {
            Instruction i = work.pop();
            List<WithStatement> inner = guards(statements, i.offset());
            if (inner.size() == outer.size() + 1
                    && inner.subList(1, inner.size()).equals(outer)) {
                return inner.get(0);
            }
            if (inner.size() <= outer.size()
                    && (i.is("NOP", "SWAP", "NOT_TAKEN") || i.name().contains("JUMP_"))) {
                leadingTo(statements.instructions(), i).stream()
                        .filter(seen::add)
                        .forEach(work::add);
            }
        }
        return null;
    }

    /** The instructions that may run just before another one; those that await are left out. */
    private static List<Instruction> leadingTo(Instructions instructions, Instruction to) {
        var leading = new ArrayList<Instruction>();
        Instruction before = instructions.before(to);
        if (before != null && !UNCONDITIONAL.contains(before.name())) {
            leading.add(before);
        }
        for (Instruction i : instructions.list()) {
            if (i.target() >= to.start() && i.target() <= to.offset() && !i.is("SEND")) {
                leading.add(i);
            }
        }
        return leading;
    }
}
