package asynctb.rules;

import java.util.List;

/**
 * What a rule makes of a frame.
 *
 * @param hide whether readers do not want it
 * @param hideLine whether readers do not want its source line
 * @param next what becomes of that which follows in the traceback
 * @param parts what is put behind the frame
 */
public record FrameOutcome(boolean hide, boolean hideLine, Next next, List<Part> parts) {
    /** The frame is as good as any. */
    public static final FrameOutcome NONE = new FrameOutcome(false, false, Next.KEPT, List.of());

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
        return !hide && !hideLine && next == Next.KEPT && parts.isEmpty();
    }

    /** Readers do not want the frame. */
    public static FrameOutcome hidden() {
        return new FrameOutcome(true, false, Next.KEPT, List.of());
    }

    /** Readers do not want the frame's source line. */
    public static FrameOutcome withoutLine() {
        return new FrameOutcome(false, true, Next.KEPT, List.of());
    }

    /** This, and the frame's callees are left out. */
    public FrameOutcome pruned() {
        return redirected(List.of());
    }

    /** This, and the traceback goes on with other parts instead of the frame's callees. */
    public FrameOutcome redirected(List<? extends Part> others) {
        return new FrameOutcome(hide, hideLine, Next.REPLACED, List.copyOf(others));
    }

    /** This, with something put between the frame and its callees. */
    public FrameOutcome inserting(List<? extends Part> others) {
        return new FrameOutcome(hide, hideLine, Next.KEPT, List.copyOf(others));
    }
}
