package asynctb.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call, running or suspended.
 *
 * @param address of the interpreter's own frame; 0 if it has none
 * @param function the short name of the code
 * @param qualname the fullest name that the runtime holds; null if it holds none
 * @param className the class of the first parameter where that is the receiver; null if there is none
 * @param module the module that the code belongs to; null if not known
 * @param file the file as the code names it
 * @param position the line executed now, or at which it resumes
 * @param text the source line without its margins; null if it could not be had
 * @param hide a rule says that readers do not want it
 * @param hideLine a rule says that readers do not want its source line
 * @param origin the generator-like object that the frame belongs to; null for a plain call
 * @param locals the variables by name, in the order of the code; null if they were not asked for
 * @param contexts the context managers that are active in it, outermost first; empty if they were not asked for
 * @param problems what of this frame could not be read
 */
public record Frame(
        long address,
        String function,
        @Nullable String qualname,
        @Nullable String className,
        @Nullable String module,
        String file,
        Position position,
        @Nullable String text,
        boolean hide,
        boolean hideLine,
        @Nullable ObjectInfo origin,
        @Nullable Map<String, ObjectInfo> locals,
        List<Context> contexts,
        List<Problem> problems) {
    public Frame {
        locals = locals == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(locals));
        contexts = List.copyOf(contexts);
        problems = List.copyOf(problems);
    }

    /** This frame with its contexts, and what is to be said of them beside the problems that it has. */
    public Frame with(List<Context> active, List<Problem> furtherProblems) {
        var all = new ArrayList<>(problems);
        all.addAll(furtherProblems);
        return new Frame(
                address, function, qualname, className, module, file, position, text, hide, hideLine, origin, locals,
                active, all);
    }

    /** This frame with other contexts. */
    public Frame withContexts(List<Context> others) {
        return new Frame(
                address, function, qualname, className, module, file, position, text, hide, hideLine, origin, locals,
                others, problems);
    }

    /** This frame as a rule wants it shown. */
    public Frame hidden(boolean hidden, boolean lineHidden) {
        return new Frame(
                address,
                function,
                qualname,
                className,
                module,
                file,
                position,
                text,
                hidden,
                lineHidden,
                origin,
                locals,
                contexts,
                problems);
    }

    /** The line, counted from 1; 0 if the instruction has none. */
    public int line() {
        return position.line();
    }
}
