package asynctb.memory;

import java.nio.ByteBuffer;

/**
 * Ranges of a target's memory that are to be copied at once. All that can be done before is done when it is made: room is
 * there and was touched, so that {@link #run} does nothing but read. It may be run again; the last run counts.
 */
public interface Transfer extends AutoCloseable {
    /**
     * Copies. Pages that cannot be read are passed over.
     *
     * @param deadline when to stop, by {@link System#nanoTime()}
     * @return whether it came to the end
     */
    boolean run(long deadline);

    /**
     * The bytes of a range, which outlive the transfer; those of pages that could not be read mean nothing. Not to be changed.
     */
    ByteBuffer bytes(int range);

    /** The numbers of the pages that could not be read. */
    Iterable<Long> absentPages();

    @Override
    void close();
}
