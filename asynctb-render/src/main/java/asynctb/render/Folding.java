package asynctb.render;

import asynctb.model.Child;
import asynctb.model.Context;
import asynctb.model.Frame;
import asynctb.model.Stack;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds recursion in the frames of a stack, so that it is told rather than listed. */
final class Folding {
    private static final int LONGEST_CYCLE = 8;
    private static final int WORTH_A_LINE = 3;

    private Folding() {}

    /**
     * How often what stands directly above {@code from} comes again, as a whole.
     *
     * @param frames as they are shown
     * @param from a place in them
     * @param end how far the repetition may reach
     */
    static Repetition at(List<Frame> frames, int from, int end) {
        for (int length = 1; length <= LONGEST_CYCLE && length <= from; length++) {
            int same = 0;
            boolean hasOwnManagers = false;
            while (from + same < end && isSame(frames.get(from + same), frames.get(from + same - length))) {
                hasOwnManagers |= !frames.get(from + same)
                        .contexts()
                        .equals(frames.get(from + same - length).contexts());
                same++;
            }
            int repeated = same - same % length;
            if (repeated >= WORTH_A_LINE) {
                return new Repetition(length, repeated, hasOwnManagers);
            }
        }
        return Repetition.NONE;
    }

    private static boolean isSame(Frame a, Frame b) {
        return a.line() == b.line()
                && a.function().equals(b.function())
                && a.file().equals(b.file())
                && Objects.equals(a.qualname(), b.qualname())
                && Objects.equals(a.className(), b.className())
                && Objects.equals(a.text(), b.text())
                && Objects.equals(a.locals(), b.locals())
                && a.hide() == b.hide()
                && areSame(a.contexts(), b.contexts())
                && a.problems().equals(b.problems());
    }

    /** Managers of one class, of which the same is said, are alike; that they are others is said of the repetition. */
    private static boolean areSame(List<? extends Child> a, List<? extends Child> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            boolean same = a.get(i) instanceof Context one && b.get(i) instanceof Context other
                    ? isSame(one, other)
                    : a.get(i).equals(b.get(i));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(Context a, Context b) {
        return a.isAsync() == b.isAsync()
                && a.isEntering() == b.isEntering()
                && a.isExiting() == b.isExiting()
                && a.startLine() == b.startLine()
                && a.hide() == b.hide()
                && Objects.equals(type(a), type(b))
                && Objects.equals(a.varname(), b.varname())
                && Objects.equals(a.text(), b.text())
                && Objects.equals(a.description(), b.description())
                && (a.innerStack() == null
                        ? b.innerStack() == null
                        : b.innerStack() != null && isSame(a.innerStack(), b.innerStack()))
                && areSame(a.children(), b.children())
                && a.problems().equals(b.problems());
    }

    private static @Nullable String type(Context context) {
        return context.obj() == null ? null : context.obj().type();
    }

    private static boolean isSame(Stack a, Stack b) {
        boolean same = a.frames().size() == b.frames().size()
                && Objects.equals(a.leaf(), b.leaf())
                && a.problems().equals(b.problems());
        for (int i = 0; same && i < a.frames().size(); i++) {
            same = isSame(a.frames().get(i), b.frames().get(i));
        }
        return same;
    }

    /**
     * Frames that are like those above them.
     *
     * @param length how many frames make up what is repeated
     * @param frames how many frames need not be shown; 0 if there is no repetition
     * @param hasOwnManagers whether their context managers are not those of the frames above
     */
    record Repetition(int length, int frames, boolean hasOwnManagers) {
        static final Repetition NONE = new Repetition(0, 0, false);
    }
}
