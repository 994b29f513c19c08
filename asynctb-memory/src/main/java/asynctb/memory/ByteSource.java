package asynctb.memory;

import java.io.IOException;

/** The bytes of a file, read by position; larger than 2 GiB if need be. */
public interface ByteSource extends AutoCloseable {
    /** How many bytes there are. */
    long size() throws IOException;

    /**
     * Reads bytes.
     *
     * @return exactly {@code length} bytes
     * @throws IOException if they are not all there
     */
    byte[] read(long position, int length) throws IOException;

    @Override
    void close() throws IOException;
}
