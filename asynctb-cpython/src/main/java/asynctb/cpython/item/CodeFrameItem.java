package asynctb.cpython.item;

import asynctb.ExtractOptions;
import asynctb.cpython.frame.PyFrame;
import asynctb.cpython.object.PyCode;
import asynctb.cpython.object.PyGenerator;
import asynctb.cpython.source.SourceFile;
import asynctb.cpython.thread.Interpreter;
import asynctb.memory.MemoryFault;
import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.model.Position;
import asynctb.model.Problem;
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
 */
record CodeFrameItem(
        CPythonPicture picture,
        PyFrame frame,
        long generator,
        @Nullable Interpreter interpreter) implements FrameItem {
    @Override
    public long address() {
        return frame.address();
    }

    @Override
    public ObjectInfo info() {
        return new ObjectInfo("frame", frame.address(), null);
    }

    @Override
    public Unwrapping unwrap() {
        return Unwrapping.of(List.of(this));
    }

    @Override
    public Frame frame(ExtractOptions options) {
        PyCode code = frame.code();
        if (code == null) {
            throw new IllegalStateException("a frame of C code is not shown");
        }
        Position position = frame.line() != 0 ? Position.ofLine(frame.line()) : code.positionAt(frame.lasti());
        SourceFile source = picture.sources().read(code.file());
        String text = source.line(position.line());
        boolean changed = text != null && source.changed();
        if (text == null && position.line() > 0) {
            text = readCachedLine(code.file(), position.line());
        }
        var variables = new Variables(picture.heap(), picture.frames(), frame, code);
        return new Frame(
                frame.address(),
                code.name(),
                qualname(code),
                variables.readClassName(),
                picture.moduleName(frame),
                code.file(),
                position,
                text,
                false,
                false,
                generator == 0 ? null : picture.describe(generator),
                options.locals() ? describe(variables) : null,
                changed
                        ? List.of(Problem.of(
                                Problem.Kind.SOURCE_CHANGED,
                                code.file() + " was changed after the program was started"))
                        : List.of());
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

    private @Nullable String readCachedLine(String file, int line) {
        if (interpreter != null) {
            return picture.lineCache().readLine(interpreter, file, line);
        }
        return picture.mainInterpreter() == null
                ? null
                : picture.lineCache().readLine(picture.mainInterpreter(), file, line);
    }

    private Map<String, ObjectInfo> describe(Variables variables) {
        return variables.read(picture::describe);
    }
}
