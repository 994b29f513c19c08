package asynctb.memory.elf;

import asynctb.memory.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A small ELF file, made by hand: a segment, a note, a {@code .data} section and a table with the symbols {@code other} and
 * {@code answer}. Everything has a fixed place, so that tests can damage it.
 */
final class ElfBytes {
    static final int SEGMENTS = 0x40;
    static final int NOTE = 0x100;
    static final int SYMBOLS = 0x140;
    static final int STRINGS = 0x1a0;
    static final int NAMES = 0x1c0;
    static final int DATA = 0x200;
    static final int SECTIONS = 0x240;
    static final int SIZE = 0x400;
    static final long VADDR = 0x400000;
    static final long ANSWER = VADDR + DATA + 4;

    private final ByteBuffer bytes;
    private final boolean wide;

    ElfBytes(boolean wide, ByteOrder order) {
        this.wide = wide;
        bytes = ByteBuffer.allocate(SIZE).order(order);
        bytes.put(new byte[] {
            0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1), (byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 2)
        });
        bytes.position(16).putShort((short) ElfFile.DYN).putShort((short) 62).putInt(1);
        word(0).word(SEGMENTS).word(SECTIONS).putInt(0);
        bytes.putShort((short) (wide ? 64 : 52));
        bytes.putShort((short) (wide ? 56 : 32)).putShort((short) 2);
        bytes.putShort((short) (wide ? 64 : 40)).putShort((short) 5).putShort((short) 3);
        segment(SEGMENTS, Segment.LOAD, 0, SIZE, 0x1000);
        segment(SEGMENTS + (wide ? 56 : 32), Segment.NOTE, NOTE, 20, 4);
        bytes.position(NOTE)
                .putInt(4)
                .putInt(4)
                .putInt(Note.GNU_BUILD_ID)
                .put(text("GNU\0"))
                .put(new byte[] {1, 2, (byte) 0xfe, (byte) 0xff});
        symbol(1, 1, VADDR + DATA, 4);
        symbol(2, 7, ANSWER, 8);
        bytes.position(STRINGS).put(text("\0other\0answer\0"));
        bytes.position(NAMES).put(text("\0.data\0.symtab\0.strtab\0"));
        bytes.position(DATA).put(text("abcdefgh"));
        section(1, 1, 1, VADDR + DATA, DATA, 8, 0);
        section(2, 7, Section.SYMTAB, 0, SYMBOLS, 3L * (wide ? 24 : 16), 4);
        section(3, 15, 3, 0, NAMES, 0x20, 0);
        section(4, 15, 3, 0, STRINGS, 14, 0);
    }

    static ElfBytes usual() {
        return new ElfBytes(true, ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private ElfBytes word(long value) {
        if (wide) {
            bytes.putLong(value);
        } else {
            bytes.putInt((int) value);
        }
        return this;
    }

    private ElfBytes putInt(int value) {
        bytes.putInt(value);
        return this;
    }

    private void segment(int at, int type, long offset, long size, long align) {
        bytes.position(at).putInt(type);
        if (wide) {
            bytes.putInt(Segment.READ);
        }
        word(offset).word(VADDR + offset).word(0).word(size).word(size);
        if (!wide) {
            bytes.putInt(Segment.READ);
        }
        word(align);
    }

    private void symbol(int index, int name, long value, long size) {
        if (wide) {
            bytes.position(SYMBOLS + 24 * index)
                    .putInt(name)
                    .putShort((short) 0x11)
                    .putShort((short) 1);
            word(value).word(size);
        } else {
            bytes.position(SYMBOLS + 16 * index).putInt(name);
            word(value).word(size);
            bytes.putShort((short) 0x11).putShort((short) 1);
        }
    }

    private void section(int index, int name, int type, long address, long offset, long size, int link) {
        bytes.position(SECTIONS + (wide ? 64 : 40) * index).putInt(name).putInt(type);
        word(0).word(address).word(offset).word(size).putInt(link);
    }

    ElfBytes set(int at, int value) {
        bytes.putInt(at, value);
        return this;
    }

    ElfBytes setShort(int at, int value) {
        bytes.putShort(at, (short) value);
        return this;
    }

    ElfBytes setLong(int at, long value) {
        bytes.putLong(at, value);
        return this;
    }

    ElfFile read() throws ElfException {
        return ElfFile.read(source(bytes.array(), 0));
    }

    byte[] array() {
        return bytes.array().clone();
    }

    /** Bytes as a file that goes on with zeros up to a size. */
    static ByteSource source(byte[] bytes, long size) {
        return new ByteSource() {
            @Override
            public long size() {
                return Math.max(size, bytes.length);
            }

            @Override
            public byte[] read(long position, int length) throws IOException {
                if (position < 0 || length < 0 || position > size() - length) {
                    throw new IOException("beyond the end");
                }
                return position >= bytes.length
                        ? new byte[length]
                        : Arrays.copyOfRange(bytes, (int) position, (int) position + length);
            }

            @Override
            public void close() {}
        };
    }
}
