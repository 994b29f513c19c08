package asynctb.memory.elf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes notes apart. */
final class NoteReader {
    /** A core file has some notes per thread and one with the names of all mapped files. */
    private static final long MAX_BYTES = 64 << 20;

    private NoteReader() {}

    static List<Note> read(Image image, List<Segment> segments) throws ElfException {
        var notes = new ArrayList<Note>();
        for (Segment segment : segments) {
            if (segment.type() == Segment.NOTE && segment.filesz() > 0) {
                byte[] bytes = image.bytes(segment.offset(), Math.min(segment.filesz(), MAX_BYTES), "the notes");
                read(bytes, image, segment.align() == 8 ? 8 : 4, notes);
            }
        }
        return List.copyOf(notes);
    }

    private static void read(byte[] bytes, Image image, int align, List<Note> notes) throws ElfException {
        ByteBuffer numbers = ByteBuffer.wrap(bytes).order(image.order());
        long at = 0;
        while (at + 12 <= bytes.length) {
            long nameSize = Integer.toUnsignedLong(numbers.getInt((int) at));
            long size = Integer.toUnsignedLong(numbers.getInt((int) at + 4));
            int type = numbers.getInt((int) at + 8);
            long name = at + 12;
            long content = padded(name + nameSize, align);
            if (content + size > bytes.length) {
                throw new ElfException("a note is longer than the notes");
            }
            var text = new String(bytes, (int) name, (int) nameSize, StandardCharsets.ISO_8859_1);
            byte[] copy = Arrays.copyOfRange(bytes, (int) content, (int) (content + size));
            notes.add(new Note(text.replace("\0", ""), type, copy));
            at = padded(content + size, align);
        }
    }

    private static long padded(long offset, int align) {
        return (offset + align - 1) & -align;
    }
}
