package asynctb.cpython.object;

import asynctb.memory.Memory;
import asynctb.memory.MemoryFault;
import java.nio.charset.StandardCharsets;

/**
 * A {@code str}.
 *
 * @param heap the memory that it is read from
 * @param address where it stands
 * @param type its type
 */
public record PyStr(Heap heap, long address, PyType type) implements PyObject {
    private static final int MAX_TEXT = 1 << 20;

    /** How many characters (code points) it has. */
    public long readLength() {
        long length = heap.memory().readLong(address + heap.offsets.strLength);
        if (length < 0) {
            throw new MemoryFault(address, "holds a length of " + length);
        }
        return length;
    }

    /**
     * All of it.
     *
     * @throws MemoryFault if it cannot be read, or is longer than a million characters
     */
    public String readText() {
        return readText(MAX_TEXT);
    }

    /** Whether it is this text. */
    boolean readEquals(String text) {
        return readLength() == text.codePointCount(0, text.length())
                && readText().equals(text);
    }

    /**
     * The first characters. Lone surrogates stay what they are.
     *
     * @param limit how many at the most
     * @throws MemoryFault if it cannot be read
     */
    public String readStart(int limit) {
        return decode((int) Math.min(readLength(), limit));
    }

    private String readText(int limit) {
        long length = readLength();
        if (length > limit) {
            throw new MemoryFault(address, "holds a text of " + length + " characters");
        }
        return decode((int) length);
    }

    /** PyUnicodeObject in unicodeobject.h: characters of 1, 2 or 4 bytes, behind the header unless it is not compact. */
    private String decode(int length) {
        Memory memory = heap.memory();
        ObjectOffsets offsets = heap.offsets;
        int state = memory.readInt(address + offsets.strState);
        int kind = offsets.strKind.of(state);
        boolean ascii = offsets.strAscii.of(state) != 0;
        long data;
        if (offsets.strCompact.of(state) == 0) {
            data = memory.readLong(address + offsets.strDataPointer);
        } else {
            data = address + (ascii ? offsets.strAsciiData : offsets.strCompactData);
        }
        return switch (kind) {
            case 1 -> new String(memory.readBytes(data, length), StandardCharsets.ISO_8859_1);
            case 2 -> new String(chars(memory.readBytes(data, length * 2)));
            case 4 -> codePoints(memory.readBytes(data, length * 4));
            default -> throw new MemoryFault(address, "holds no str");
        };
    }

    private static char[] chars(byte[] bytes) {
        var chars = new char[bytes.length / 2];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) (bytes[2 * i] & 0xff | (bytes[2 * i + 1] & 0xff) << 8);
        }
        return chars;
    }

    private String codePoints(byte[] bytes) {
        var text = new StringBuilder(bytes.length / 4);
        for (int i = 0; i < bytes.length; i += 4) {
            int point = bytes[i] & 0xff | (bytes[i + 1] & 0xff) << 8 | (bytes[i + 2] & 0xff) << 16 | bytes[i + 3] << 24;
            if (!Character.isValidCodePoint(point)) {
                throw new MemoryFault(address, "holds no str");
            }
            text.appendCodePoint(point);
        }
        return text.toString();
    }
}
