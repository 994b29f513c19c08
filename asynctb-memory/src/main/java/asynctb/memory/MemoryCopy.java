package asynctb.memory;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** A copy of pages of a target. What it does not hold cannot be read in it. */
public final class MemoryCopy implements MemorySource {
    /** Larger ones would be read for longer than between two looks at the clock is good. */
    private static final int MAX_RANGE = 1 << 20;

    private final Footprint footprint;
    private final Footprint.Ranges ranges;
    private final ByteBuffer[] parts;
    private final Set<Long> absent = new HashSet<>();

    private MemoryCopy(Footprint footprint, Footprint.Ranges ranges, ByteBuffer[] parts) {
        this.footprint = footprint;
        this.ranges = ranges;
        this.parts = parts;
    }

    private static MemoryCopy of(Footprint footprint, Footprint.Ranges ranges, Transfer transfer) {
        var copy = new MemoryCopy(footprint, ranges, new ByteBuffer[ranges.starts().length]);
        Arrays.setAll(copy.parts, transfer::bytes);
        transfer.absentPages().forEach(copy.absent::add);
        return copy;
    }

    /** This and another copy of the same moment; no page is in both. */
    public MemoryCopy plus(MemoryCopy other) {
        int own = parts.length;
        int count = own + other.parts.length;
        var starts = new long[count];
        var lengths = new int[count];
        var all = new ByteBuffer[count];
        int mine = 0;
        for (int i = 0; i < count; i++) {
            int theirs = i - mine;
            boolean isMine = mine < own
                    && (theirs == other.parts.length
                            || ranges.starts()[mine] < other.ranges.starts()[theirs]);
            MemoryCopy from = isMine ? this : other;
            int at = isMine ? mine++ : theirs;
            starts[i] = from.ranges.starts()[at];
            lengths[i] = from.ranges.lengths()[at];
            all[i] = from.parts[at];
        }
        var both = new MemoryCopy(footprint.plus(other.footprint), new Footprint.Ranges(starts, lengths), all);
        both.absent.addAll(absent);
        both.absent.addAll(other.absent);
        return both;
    }

    /** What is about to be copied. */
    public static final class Plan implements AutoCloseable {
        private final Footprint footprint;
        private final Footprint.Ranges ranges;
        private final Transfer transfer;

        /** Of pages of a source. */
        public Plan(MemorySource source, Footprint footprint) {
            this.footprint = footprint;
            ranges = footprint.ranges(MAX_RANGE);
            transfer = source.prepare(ranges.starts(), ranges.lengths());
        }

        /**
         * Copies, and does nothing else.
         *
         * @param deadline when to stop, by {@link System#nanoTime()}
         * @return whether all was copied
         */
        public boolean run(long deadline) {
            return transfer.run(deadline);
        }

        /** What the last run has copied. */
        public MemoryCopy copy() {
            return MemoryCopy.of(footprint, ranges, transfer);
        }

        @Override
        public void close() {
            transfer.close();
        }
    }

    /** The pages that it was asked to hold. */
    public Footprint footprint() {
        return footprint;
    }

    @Override
    public int read(long address, byte[] target, int offset, int length) {
        int done = 0;
        while (done < length) {
            int range = range(address + done);
            if (range < 0 || absent.contains((address + done) / Footprint.PAGE)) {
                break;
            }
            int at = (int) (address + done - ranges.starts()[range]);
            // Page by page: any of them may be absent.
            int count = Math.min(length - done, Footprint.PAGE - at % Footprint.PAGE);
            parts[range].get(at, target, offset + done, count);
            done += count;
        }
        return done;
    }

    /** The range that an address lies in; negative if it is in none. */
    private int range(long address) {
        int found = Arrays.binarySearch(ranges.starts(), address);
        int range = found >= 0 ? found : -found - 2;
        return range >= 0 && Long.compareUnsigned(address - ranges.starts()[range], ranges.lengths()[range]) < 0
                ? range
                : -1;
    }
}
