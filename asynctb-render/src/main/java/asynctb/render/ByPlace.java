package asynctb.render;

import asynctb.model.Frame;
import asynctb.model.Position;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.function.Function;

/**
 * What is written of the code that a frame runs, made once for all frames at the same place in it. A runtime gives those one
 * and the same {@link Position}; if one does not, everything is made for each frame.
 *
 * @param <T> what is made
 */
final class ByPlace<T> {
    private final Function<Frame, T> making;
    private final IdentityHashMap<Position, Made<T>> known = new IdentityHashMap<>();

    /**
     * Begins without any.
     *
     * @param making what makes it, from the members that {@link #isSame} compares and no others
     */
    ByPlace(Function<Frame, T> making) {
        this.making = making;
    }

    private record Made<T>(Frame frame, T value) {}

    T of(Frame frame) {
        Made<T> made = known.get(frame.position());
        if (made == null || !isSame(made.frame, frame)) {
            made = new Made<>(frame, making.apply(frame));
            known.put(frame.position(), made);
        }
        return made.value;
    }

    /** One place may be that of several classes, or modules. */
    private static boolean isSame(Frame a, Frame b) {
        return a.function().equals(b.function())
                && Objects.equals(a.qualname(), b.qualname())
                && Objects.equals(a.className(), b.className())
                && Objects.equals(a.module(), b.module())
                && a.file().equals(b.file())
                && Objects.equals(a.text(), b.text())
                && a.hide() == b.hide()
                && a.hideLine() == b.hideLine();
    }
}
