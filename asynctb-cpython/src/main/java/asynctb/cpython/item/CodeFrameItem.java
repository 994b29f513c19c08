package asynctb.cpython.item;

import asynctb.ExtractOptions;
import asynctb.cpython.frame.PyFrame;
import asynctb.cpython.object.PyCode;
import asynctb.cpython.object.PyFunction;
import asynctb.cpython.object.PyGenerator;
import asynctb.cpython.thread.Interpreter;
import asynctb.memory.MemoryFault;
import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.model.Position;
import asynctb.model.Problem;
import asynctb.rules.FrameView;
import asynctb.rules.NoValue;
import asynctb.rules.Value;
import asynctb.runtime.FrameItem;
import asynctb.runtime.Unwrapping;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A frame of Python code.
 *
 * @param picture in which it is
 * @param frame as it stood
 * @param generator the address of the generator that it was reached through; 0 for a plain call
 * @param interpreter in which it runs; null if not known
 * @param next what follows it in its stack
 */
record CodeFrameItem(
        CPythonPicture picture,
        PyFrame frame,
        long generator,
        @Nullable Interpreter interpreter,
        Next next) implements FrameItem, FrameView {
    private static final String HIDE = "__tracebackhide__";
    private static final String OF_MODULE = "<module>";

    @Override
    public long address() {
        return frame.address();
    }

    @Override
    public ObjectInfo info() {
        return new ObjectInfo("frame", frame.address(), null);
    }

    @Override
    public FrameView view() {
        return this;
    }

    @Override
    public String function() {
        return code().name();
    }

    @Override
    public @Nullable String module() {
        return picture.names().module(frame);
    }

    @Override
    public String file() {
        return code().file();
    }

    @Override
    public boolean runs(String module, String qualname) {
        if (!module.equals(module())) {
            return false;
        }
        if (qualname.equals(qualname(code()))) {
            return true;
        }
        // What a module runs itself is no function that could be found in it.
        if (qualname.equals(OF_MODULE)) {
            return code().name().equals(OF_MODULE);
        }
        // A library may give its functions other names than their code has.
        return qualname.endsWith(code().name())
                && picture.functionCodes().find(module, qualname).contains(code().address());
    }

    @Override
    public boolean runs(Value function) {
        try {
            return function.exists()
                    && picture.heap().readObject(function.address()) instanceof PyFunction called
                    && called.readCode().address() == code().address()
                    && variables().hasCaptured(called.readClosure());
        } catch (MemoryFault e) {
            return false;
        }
    }

    /** As pytest and others understand it: the function has set a variable of this name. */
    @Override
    public boolean asksToBeHidden() {
        if (!code().variables().contains(HIDE)) {
            return false;
        }
        // What could only be told by calling it does not hide.
        Value wish = local(HIDE);
        return wish.isTrue() || wish.integer().orElse(0) != 0;
    }

    @Override
    public Value local(String name) {
        try {
            return ObjectValue.at(picture, variables().readValue(name));
        } catch (MemoryFault e) {
            return NoValue.INSTANCE;
        }
    }

    @Override
    public Unwrapping unwrap() {
        return Unwrapping.of(List.of(this));
    }

    @Override
    public Frame frame(ExtractOptions options) {
        PyCode code = code();
        Position position = frame.line() != 0 ? Position.ofLine(frame.line()) : code.positionAt(frame.lasti());
        SourceText source = source();
        String doubt = source.doubt(position.line());
        Variables variables = variables();
        return new Frame(
                frame.address(),
                code.name(),
                qualname(code),
                variables.readClassName(),
                picture.names().module(frame),
                code.file(),
                position,
                source.readLine(position.line()),
                false,
                false,
                generator == 0 ? null : picture.names().describe(generator),
                options.locals() ? describe(variables) : null,
                List.of(),
                doubt == null
                        ? List.of()
                        : List.of(Problem.of(Problem.Kind.SOURCE_CHANGED, code.file() + " " + doubt)));
    }

    private @Nullable String qualname(PyCode code) {
        if (code.qualname() != null || generator == 0) {
            return code.qualname();
        }
        try {
            return picture.heap().readObject(generator) instanceof PyGenerator object ? object.readQualname() : null;
        } catch (MemoryFault e) {
            return null;
        }
    }

    @Override
    public Contexts contexts() {
        return picture.frameContexts().mayHaveAny(frame)
                ? FrameContext.read(picture, source(), variables(), next)
                : Contexts.NONE;
    }

    /** In the block of one lock its code may also speak of another one; that is not looked into. */
    @Override
    public boolean mayLetGo() {
        try {
            return code().hasName("release");
        } catch (MemoryFault e) {
            return true;
        }
    }

    @Override
    public @Nullable ObjectInfo acquired() {
        if (next.frame() != null || next.awaited() != 0) {
            return null;
        }
        long lock = picture.frameContexts().readAcquired(frame);
        return lock == 0 ? null : picture.names().describe(lock);
    }

    private PyCode code() {
        PyCode code = frame.code();
        if (code == null) {
            throw new IllegalStateException("a frame of C code is not shown");
        }
        return code;
    }

    private SourceText source() {
        return new SourceText(picture, code().file(), interpreter);
    }

    private Variables variables() {
        return new Variables(picture.heap(), picture.frames(), frame, code());
    }

    private Map<String, ObjectInfo> describe(Variables variables) {
        return variables.read(picture.names()::describe);
    }
}
