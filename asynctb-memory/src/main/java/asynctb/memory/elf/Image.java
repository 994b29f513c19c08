package asynctb.memory.elf;

import asynctb.memory.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes of an ELF file with what is needed to make numbers of them. No read goes beyond the file.
 *
 * @param size of the file
 * @param wide whether it is of the 64-bit class
 */
record Image(ByteSource source, long size, boolean wide, ByteOrder order) {
    /** @throws ElfException if the file has not that many bytes there */
    byte[] bytes(long offset, long length, String what) throws ElfException {
        if (offset < 0 || length < 0 || length > Integer.MAX_VALUE - 8 || offset > size - length) {
            throw new ElfException(what + " lies beyond the end of the file");
        }
        try {
            return source.read(offset, (int) length);
        } catch (IOException e) {
            throw new ElfException(what + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** @throws ElfException if the file has not that many bytes there */
    ByteBuffer read(long offset, long length, String what) throws ElfException {
        return ByteBuffer.wrap(bytes(offset, length, what)).order(order);
    }

    /** How many bytes an address takes. */
    int word() {
        return wide ? Long.BYTES : Integer.BYTES;
    }

    /** The address at a place. */
    long word(ByteBuffer bytes, int at) {
        return wide ? bytes.getLong(at) : Integer.toUnsignedLong(bytes.getInt(at));
    }
}
