package asynctb.cpython.context;

import asynctb.cpython.code.Instruction;
import asynctb.cpython.frame.PyFrame;
import asynctb.cpython.layout.Layout;
import asynctb.cpython.layout.OpcodeTable;
import asynctb.cpython.object.Heap;
import asynctb.memory.Memory;
import asynctb.memory.MemoryFault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Up to CPython 3.10 a frame keeps a stack of its blocks. A block that was left stays in memory above the stack's top
 * until another one takes its place, which none does while its exit is called: so it tells whose exit that is.
 */
final class BlockStack implements WithBlocks {
    // CO_MAXBLOCKS in code.h.
    private static final int MAX_BLOCKS = 20;
    // EXCEPT_HANDLER in opcode.h: the block of an exception that is being handled. It is no instruction.
    private static final int EXCEPT_HANDLER = 257;

    private final Memory memory;
    private final boolean exitsAreCalls;
    private final int handlerUnit;
    private final int count;
    private final int blocks;
    private final int size;
    private final int type;
    private final int handler;
    private final int level;

    BlockStack(Heap heap, OpcodeTable opcodes) {
        memory = heap.memory();
        exitsAreCalls = opcodes.has("WITH_EXCEPT_START");
        handlerUnit = heap.behavior().lastiUnit();
        Layout layout = heap.layout();
        count = layout.offset("PyFrameObject.f_iblock");
        blocks = layout.offset("PyFrameObject.f_blockstack");
        size = layout.size("PyTryBlock");
        type = layout.offset("PyTryBlock.b_type");
        handler = layout.offset("PyTryBlock.b_handler");
        level = layout.offset("PyTryBlock.b_level");
    }

    /** A block; {@code level} is the depth of the value stack to which it is unwound. */
    private record Block(int type, int handler, int level) {}

    @Override
    public List<ActiveWith> read(PyFrame frame, WithStatements statements) {
        int open = memory.readInt(frame.address() + count);
        if (open < 0 || open > MAX_BLOCKS) {
            throw new MemoryFault(frame.address(), "holds a frame with " + open + " blocks");
        }
        var active = new ArrayList<ActiveWith>();
        int top = 0;
        for (int i = 0; i < open; i++) {
            Block block = readBlock(frame, i);
            top = block.level();
            WithStatement statement = statementOf(block, statements);
            if (statement != null) {
                active.add(new ActiveWith(statement, Phase.BODY, ActiveWith.Holder.EXIT, block.level() - 1));
            }
        }
        ActiveWith last = readStep(frame, statements, open, top);
        if (last != null) {
            active.add(last);
        }
        return active;
    }

    private Block readBlock(PyFrame frame, int index) {
        long address = frame.address() + blocks + (long) index * size;
        return new Block(
                memory.readInt(address + type),
                memory.readInt(address + handler) * handlerUnit,
                memory.readInt(address + level));
    }

    private static @Nullable WithStatement statementOf(Block block, WithStatements statements) {
        return block.type() == EXCEPT_HANDLER ? null : statements.byHandler(block.handler());
    }

    private @Nullable ActiveWith readStep(PyFrame frame, WithStatements statements, int open, int top) {
        Instruction at = statements.instructions().at(frame.lasti());
        Step step = at == null ? null : Step.at(statements.instructions(), at);
        if (step == null) {
            return null;
        }
        return switch (step.kind()) {
            case ENTER -> entering(frame, statements, step, top);
            case EXIT -> exiting(step, statements, readLeft(frame, open));
            case EXIT_HANDLER -> {
                WithStatement statement = statements.byHandler(step.call().offset());
                if (statement == null) {
                    // 3.8 copies the exit to where a return, break or continue leaves the body.
                    yield exiting(step, statements, readLeft(frame, open));
                }
                yield exitsAreCalls && open > 0
                        ? new ActiveWith(statement, Phase.EXITING, ActiveWith.Holder.EXIT, top - 1)
                        : new ActiveWith(statement, Phase.EXITING, ActiveWith.Holder.CALLEE, 0);
            }
        };
    }

    /** The block that was left last; null if there is no room for one. */
    private @Nullable Block readLeft(PyFrame frame, int open) {
        return open == MAX_BLOCKS ? null : readBlock(frame, open);
    }

    private @Nullable ActiveWith exiting(Step step, WithStatements statements, @Nullable Block left) {
        WithStatement statement = left == null ? null : statementOf(left, statements);
        if (left == null || statement == null) {
            return null;
        }
        if (!exitsAreCalls || step.awaits()) {
            return new ActiveWith(statement, Phase.EXITING, ActiveWith.Holder.CALLEE, 0);
        }
        int slot = left.level() - 1 + (step.keepsValue(statements.instructions()) ? 1 : 0);
        return new ActiveWith(statement, Phase.EXITING, ActiveWith.Holder.EXIT, slot);
    }

    /** The exit is on the stack, but how deep that is only a suspended frame tells; there the awaitable lies above it. */
    private static @Nullable ActiveWith entering(PyFrame frame, WithStatements statements, Step step, int top) {
        WithStatement statement = statements.byEntry(step.call().offset());
        if (statement == null) {
            return null;
        }
        if (step.awaits() && frame.stackTop() != 0) {
            int slot = (int) ((frame.stackTop() - frame.stackBottom()) / Long.BYTES) - 2;
            return new ActiveWith(statement, Phase.ENTERING, ActiveWith.Holder.EXIT, slot);
        }
        return new ActiveWith(statement, Phase.ENTERING, ActiveWith.Holder.EXIT_FROM_HERE, Math.max(0, top));
    }
}
