package asynctb.memory.linux;

import asynctb.memory.ByteSource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** The bytes of a file. Not a channel, for the same reason as {@link MemoryFile}. */
final class FileBytes implements ByteSource {
    private final RandomAccessFile file;

    FileBytes(Path path) throws IOException {
        this.file = new RandomAccessFile(path.toString(), "r");
    }

    @Override
    public synchronized long size() throws IOException {
        return file.length();
    }

    @Override
    public synchronized byte[] read(long position, int length) throws IOException {
        if (position < 0 || length < 0 || position > file.length() - length) {
            throw new IOException("the file ends before byte " + (position + length));
        }
        var bytes = new byte[length];
        file.seek(position);
        file.readFully(bytes);
        return bytes;
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
