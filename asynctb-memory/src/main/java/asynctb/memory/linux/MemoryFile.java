package asynctb.memory.linux;

import asynctb.memory.MemorySource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * The memory of a process through its memory file.
 *
 * <p>Not a channel, because an interrupt of the reading thread would close that for good. The open file stays bound to
 * the memory as it was: after the process has ended, or runs another program, nothing can be read any more, whoever has
 * its number then.
 */
final class MemoryFile implements MemorySource, AutoCloseable {
    /** Larger reads are copied through a buffer of their size. */
    private static final int MAX_READ = 1 << 20;

    private final RandomAccessFile file;

    MemoryFile(Path path) throws IOException {
        this.file = new RandomAccessFile(path.toString(), "r");
    }

    @Override
    public synchronized int read(long address, byte[] target, int offset, int length) {
        if (address < 0) {
            return 0; // the upper half is the kernel's, and no position in a file
        }
        int done = 0;
        try {
            file.seek(address);
            while (done < length) {
                int part = file.read(target, offset + done, Math.min(length - done, MAX_READ));
                if (part <= 0) {
                    break;
                }
                done += part;
            }
        } catch (IOException e) {
            // The first byte that cannot be read, or the end of the process: both are said by the count.
        }
        return done;
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
