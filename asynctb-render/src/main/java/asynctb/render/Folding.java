package asynctb.render;

import asynctb.model.Frame;
import java.util.List;
import java.util.Objects;

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
            while (from + same < end && isSame(frames.get(from + same), frames.get(from + same - length))) {
                same++;
            }
            int repeated = same - same % length;
            if (repeated >= WORTH_A_LINE) {
                return new Repetition(length, repeated);
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
                && a.contexts().equals(b.contexts())
                && a.problems().equals(b.problems());
    }

    /**
     * Frames that are like those above them.
     *
     * @param length how many frames make up what is repeated
     * @param frames how many frames need not be shown; 0 if there is no repetition
     */
    record Repetition(int length, int frames) {
        static final Repetition NONE = new Repetition(0, 0);
    }
}
