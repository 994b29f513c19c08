package asynctb.cpython.item;

import asynctb.cpython.context.ActiveContext;
import asynctb.cpython.context.Callee;
import asynctb.cpython.context.Phase;
import asynctb.memory.MemoryFault;
import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import asynctb.runtime.ContextItem;
import asynctb.runtime.FrameItem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A manager that is active in a frame.
 *
 * @param picture in which it is
 * @param source of the frame's code
 * @param variables of the frame
 * @param context what the frame tells
 */
record FrameContext(CPythonPicture picture, SourceText source, Variables variables, ActiveContext context) {
    private ContextItem item() {
        var problems = new ArrayList<Problem>();
        if (context.fault() != null) {
            problems.add(Problem.of(Problem.Kind.UNREADABLE, "the manager could not be read: " + context.fault()));
        }
        String name = context.target() == null ? variableName() : context.target();
        WithLines.WithLine line = picture.withLines().read(source, variables.code(), context.line());
        return new ContextItem(
                context.manager() == 0 ? null : ObjectValue.at(picture, context.manager()),
                object(),
                context.isAsync(),
                context.phase() == Phase.ENTERING,
                context.phase() == Phase.EXITING,
                name,
                line.number(),
                line.text(),
                context.manager() == 0 && context.exit() != 0
                        ? "the manager is not kept, only what is called to leave it"
                        : null,
                problems);
    }

    private @Nullable ObjectInfo object() {
        long address = context.manager() == 0 ? context.exit() : context.manager();
        return address == 0 ? null : picture.names().describe(address);
    }

    private @Nullable String variableName() {
        try {
            return context.manager() == 0 ? null : variables.readNameOf(context.manager());
        } catch (MemoryFault e) {
            return null;
        }
    }

    /**
     * What a frame leads to, when somebody asks.
     *
     * @param next what follows the frame
     */
    private record Asked(CPythonPicture picture, Next next) implements Supplier<Callee> {
        @Override
        public Callee get() {
            return next.readCallee(picture);
        }
    }

    /** The contexts of a frame, and whether they were guessed. */
    static FrameItem.Contexts read(CPythonPicture picture, SourceText source, Variables variables, Next next) {
        var found = picture.frameContexts().read(variables.frame(), new Asked(picture, next));
        List<ContextItem> items = new ArrayList<>();
        for (ActiveContext context : found.contexts()) {
            items.add(new FrameContext(picture, source, variables, context).item());
        }
        List<Problem> problems = found.guessed() == null
                ? List.of()
                : List.of(new Problem(
                        Problem.Kind.CONTEXTS_GUESSED,
                        "the contexts are those whose exits lie on the frame's stack: " + found.guessed(),
                        variables.frame().address()));
        return new FrameItem.Contexts(items, problems);
    }
}
