package asynctb.memory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Copies range after range, by a source that knows no better. */
final class PlainTransfer implements Transfer {
    private final MemorySource source;
    private final long[] starts;
    private final byte[][] parts;
    private final List<Long> absent = new ArrayList<>();

    PlainTransfer(MemorySource source, long[] starts, int[] lengths) {
        this.source = source;
        this.starts = starts;
        parts = new byte[starts.length][];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new byte[lengths[i]];
        }
    }

    @Override
    public boolean run(long deadline) {
        absent.clear();
        for (int i = 0; i < parts.length; i++) {
            byte[] part = parts[i];
            int done = 0;
            while (done < part.length) {
                done += source.read(starts[i] + done, part, done, part.length - done);
                if (done < part.length) {
                    done -= done % Footprint.PAGE;
                    absent.add((starts[i] + done) / Footprint.PAGE);
                    done += Footprint.PAGE;
                }
            }
            if (System.nanoTime() - deadline > 0) {
                return i == parts.length - 1;
            }
        }
        return true;
    }

    @Override
    public ByteBuffer bytes(int range) {
        return ByteBuffer.wrap(parts[range]);
    }

    @Override
    public Iterable<Long> absentPages() {
        return absent;
    }

    @Override
    public void close() {}
}
