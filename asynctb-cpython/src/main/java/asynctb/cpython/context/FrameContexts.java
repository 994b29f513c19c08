package asynctb.cpython.context;

import asynctb.cpython.code.UnknownCodeException;
import asynctb.cpython.frame.FrameReader;
import asynctb.cpython.frame.PyFrame;
import asynctb.cpython.layout.OpcodeTable;
import asynctb.cpython.object.ByAddress;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyCode;
import asynctb.memory.MemoryFault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the context managers that are active in frames. Code objects are analysed once in a picture. */
public final class FrameContexts {
    private static final String ACQUIRE = "acquire";

    private final OpcodeTable opcodes;
    private final ByteCodeReader byteCode;
    private final WithBlocks blocks;
    private final Managers managers;
    private final NativeCalls calls;
    private final ByAddress<Analysis> analyses = new ByAddress<>();

    public FrameContexts(Heap heap, FrameReader frames, OpcodeTable opcodes) {
        this.opcodes = opcodes;
        byteCode = new ByteCodeReader(heap, opcodes);
        blocks = WithBlocks.of(heap, opcodes);
        managers = new Managers(heap, frames, opcodes);
        calls = new NativeCalls(heap, frames, opcodes);
    }

    /**
     * The contexts of a frame.
     *
     * @param contexts outermost first
     * @param guessed why they were looked for without the byte code; null if that told them
     */
    public record Found(
            List<ActiveContext> contexts, @Nullable String guessed) {
        public Found {
            contexts = List.copyOf(contexts);
        }
    }

    /** The statements of a code object, or why they cannot be told. */
    private record Analysis(@Nullable WithStatements statements, String fault) {}

    /** Whether a frame may have any; asked before {@link #read}, which costs more. */
    public boolean mayHaveAny(PyFrame frame) {
        PyCode code = frame.code();
        if (code == null || frame.lasti() < 0) {
            return false;
        }
        WithStatements statements = analysis(code).statements();
        return statements == null || !statements.isEmpty();
    }

    /** The contexts of a frame; what it calls is asked for only where that tells the manager. */
    public Found read(PyFrame frame, Supplier<Callee> callee) {
        PyCode code = frame.code();
        if (code == null || frame.lasti() < 0) {
            return new Found(List.of(), null);
        }
        Analysis analysis = analysis(code);
        WithStatements statements = analysis.statements();
        if (statements == null) {
            return guess(frame, analysis.fault());
        }
        if (statements.isEmpty()) {
            return new Found(List.of(), null);
        }
        try {
            var contexts = new ArrayList<ActiveContext>();
            for (ActiveWith active : blocks.read(frame, statements)) {
                contexts.add(read(frame, active, callee));
            }
            return new Found(contexts, null);
        } catch (MemoryFault e) {
            return guess(frame, String.valueOf(e.getMessage()));
        }
    }

    /**
     * The lock that a frame waits for without a {@code with}, by {@code lock.acquire()}.
     *
     * @param frame one that runs and has called no Python code
     * @return its address; 0 if it waits for none, or that cannot be told
     */
    public long readAcquired(PyFrame frame) {
        PyCode code = frame.code();
        WithStatements statements =
                code == null || frame.lasti() < 0 ? null : analysis(code).statements();
        return statements == null ? 0 : calls.readReceiver(frame, statements.instructions(), ACQUIRE);
    }

    private Analysis analysis(PyCode code) {
        Analysis known = analyses.get(code.address());
        if (known == null) {
            known = analyse(code);
            analyses.put(code.address(), known);
        }
        return known;
    }

    private Analysis analyse(PyCode code) {
        try {
            return new Analysis(WithStatements.read(code, byteCode.read(code), opcodes), "");
        } catch (MemoryFault | UnknownCodeException e) {
            return new Analysis(null, String.valueOf(e.getMessage()));
        }
    }

    /** One context that cannot be read does not cost the frame its others. */
    private ActiveContext read(PyFrame frame, ActiveWith active, Supplier<Callee> callee) {
        Manager manager = Manager.UNKNOWN;
        String fault = null;
        try {
            boolean inBody = active.phase() == Phase.BODY;
            manager = managers.read(frame, active, inBody ? Callee.NONE : callee.get());
        } catch (MemoryFault e) {
            fault = e.getMessage();
        }
        WithStatement statement = active.statement();
        return new ActiveContext(
                manager.object(),
                manager.exit(),
                active.phase(),
                statement.isAsync(),
                statement.target(),
                statement.line(),
                fault);
    }

    private Found guess(PyFrame frame, String fault) {
        var contexts = new ArrayList<ActiveContext>();
        for (Manager manager : managers.guess(frame)) {
            boolean isAsync = false;
            String own = null;
            try {
                isAsync = managers.isAsync(manager);
            } catch (MemoryFault e) {
                own = e.getMessage();
            }
            contexts.add(new ActiveContext(manager.object(), manager.exit(), Phase.BODY, isAsync, null, 0, own));
        }
        return new Found(contexts, fault);
    }
}
