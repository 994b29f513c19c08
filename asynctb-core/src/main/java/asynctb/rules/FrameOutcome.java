package asynctb.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule makes of a frame.
 *
 * @param hide whether readers do not want it
 * @param hideLine whether readers do not want its source line
 * @param next what becomes of that which follows in the traceback
 * @param parts what is put behind the frame
 * @param limit what the call does to the waits inside of it
 * @param waitsFor the condition that the call waits for, if it is the innermost, or the thread or lock if it gives up at no time; null
 *     if it waits for none
 */
public record FrameOutcome(
        boolean hide,
        boolean hideLine,
        Next next,
        List<Part> parts,
        WaitLimit limit,
        @Nullable Value waitsFor) {
    /** The frame is as good as any. */
    public static final FrameOutcome NONE = of(false, false);

    /** What becomes of that which follows a frame in its traceback. */
    public enum Next {
        /** It stays; the parts, if there are some, stand before it. */
        KEPT,
        /** The frame's own callees are left out; the parts, if there are some, take their place. */
        REPLACED
    }

    public FrameOutcome {
        parts = List.copyOf(parts);
    }

    /** Whether it says nothing. Written out, since {@code equals} of records is put together at its first use, at each start. */
    public boolean isNone() {
        return !hide
                && !hideLine
                && next == Next.KEPT
                && parts.isEmpty()
                && limit == WaitLimit.NONE
                && waitsFor == null;
    }

    /** Readers do not want the frame. */
    public static FrameOutcome hidden() {
        return of(true, false);
    }

    /** Readers do not want the frame's source line. */
    public static FrameOutcome withoutLine() {
        return of(false, true);
    }

    /** A frame of which only is known whether readers want it and its line. */
    public static FrameOutcome of(boolean hide, boolean hideLine) {
        return new FrameOutcome(hide, hideLine, Next.KEPT, List.of(), WaitLimit.NONE, null);
    }

    /** This, and the frame's callees are left out. */
    public FrameOutcome pruned() {
        return redirected(List.of());
    }

    /** This, and the traceback goes on with other parts instead of the frame's callees. */
    public FrameOutcome redirected(List<? extends Part> others) {
        return new FrameOutcome(hide, hideLine, Next.REPLACED, List.copyOf(others), limit, waitsFor);
    }

    /** This, with something put between the frame and its callees. */
    public FrameOutcome inserting(List<? extends Part> others) {
        return new FrameOutcome(hide, hideLine, Next.KEPT, List.copyOf(others), limit, waitsFor);
    }

    /** This, and the call does that to the waits inside of it. */
    public FrameOutcome limiting(WaitLimit other) {
        return new FrameOutcome(hide, hideLine, next, parts, other, waitsFor);
    }

    /** This, and the call waits for the notice of a condition, or for the end of a thread or for a lock as long as that takes. */
    public FrameOutcome waitingFor(Value other) {
        return new FrameOutcome(hide, hideLine, next, parts, limit, other);
    }
}
