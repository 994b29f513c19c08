package asynctb.bench;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalDouble;

/** What the thread of {@code watch.c} inside the target writes down: how long the target stood still. */
final class Watch {
    private static final int LONGEST = 0;
    private static final int STEPS = 8;
    private static final int SIZE = 16;
    private static final int TRIES = 1000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final MappedByteBuffer shared;

    private Watch(MappedByteBuffer shared) {
        this.shared = shared;
    }

    /** Makes the file, for a target that is started afterwards. */
    static Watch of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            MappedByteBuffer shared = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
            shared.order(ByteOrder.nativeOrder());
            return new Watch(shared);
        }
    }

    /** Forgets what was. */
    void reset() {
        shared.putLong(LONGEST, 0);
    }

    /** The longest gap since then, in milliseconds; empty if the thread does not step any more. */
    OptionalDouble longest() {
        // A stall that goes on is written down at the step after it.
        long steps = shared.getLong(STEPS);
        for (int i = 0; i < TRIES; i++) {
            if (shared.getLong(STEPS) > steps + 1) {
                return OptionalDouble.of(shared.getLong(LONGEST) / NANOS_PER_MILLI);
            }
            sleep();
        }
        return OptionalDouble.empty();
    }

    private static void sleep() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
