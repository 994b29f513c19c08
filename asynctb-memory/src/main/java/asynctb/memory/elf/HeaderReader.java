package asynctb.memory.elf;

import asynctb.memory.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the three kinds of headers. */
final class HeaderReader {
    /** A core file has a segment per mapping and systems allow many; more than this is a damaged header. */
    private static final long MAX_HEADERS = 1 << 20;

    private static final long MAX_TABLE = 128 << 20;
    private static final long MAX_NAMES = 16 << 20;
    private static final int MAX_NAME = 4096;
    private static final int EXTENDED_SEGMENTS = 0xffff;
    private static final int EXTENDED_INDEX = 0xffff;

    private final Image image;
    private final ByteBuffer header;

    private HeaderReader(Image image, ByteBuffer header) {
        this.image = image;
        this.header = header;
    }

    static HeaderReader read(ByteSource source) throws ElfException {
        long size;
        try {
            size = source.size();
        } catch (IOException e) {
            throw new ElfException("cannot be read: " + e.getMessage(), e);
        }
        ByteBuffer magic = new Image(source, size, true, ByteOrder.BIG_ENDIAN).read(0, 16, "the magic number");
        if (magic.getInt(0) != 0x7f454c46) {
            throw new ElfException("is no ELF file");
        }
        int bits = magic.get(4);
        int data = magic.get(5);
        if (bits < 1 || bits > 2 || data < 1 || data > 2) {
            throw new ElfException("is an ELF file of an unknown class or byte order");
        }
        var image = new Image(source, size, bits == 2, data == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        return new HeaderReader(image, image.read(0, image.wide() ? 64 : 52, "the header"));
    }

    Image image() {
        return image;
    }

    int type() {
        return header.getShort(16) & 0xffff;
    }

    int machine() {
        return header.getShort(18) & 0xffff;
    }

    List<Segment> segments() throws ElfException {
        long offset = image.word(header, image.wide() ? 32 : 28);
        int each = header.getShort(image.wide() ? 54 : 42) & 0xffff;
        long count = header.getShort(image.wide() ? 56 : 44) & 0xffff;
        if (count == EXTENDED_SEGMENTS) {
            count = Integer.toUnsignedLong(firstSection().getInt(image.wide() ? 44 : 28));
        }
        if (count == 0) {
            return List.of();
        }
        ByteBuffer table = table(offset, count, each, image.wide() ? 56 : 32, "the program header table");
        var segments = new ArrayList<Segment>();
        for (int i = 0; i < count; i++) {
            segments.add(segment(table, i * each));
        }
        return List.copyOf(segments);
    }

    private Segment segment(ByteBuffer table, int at) {
        if (image.wide()) {
            return new Segment(
                    table.getInt(at),
                    table.getInt(at + 4),
                    table.getLong(at + 8),
                    table.getLong(at + 16),
                    table.getLong(at + 32),
                    table.getLong(at + 40),
                    table.getLong(at + 48));
        }
        return new Segment(
                table.getInt(at),
                table.getInt(at + 24),
                image.word(table, at + 4),
                image.word(table, at + 8),
                image.word(table, at + 16),
                image.word(table, at + 20),
                image.word(table, at + 28));
    }

    /** The sections; none if there are no headers for them, or none that can be used, as in stripped files. */
    List<Section> sections() {
        try {
            return readSections();
        } catch (ElfException e) {
            return List.of();
        }
    }

    private List<Section> readSections() throws ElfException {
        long offset = image.word(header, image.wide() ? 40 : 32);
        int each = header.getShort(image.wide() ? 58 : 46) & 0xffff;
        if (offset == 0) {
            return List.of();
        }
        long count = header.getShort(image.wide() ? 60 : 48) & 0xffff;
        if (count == 0) {
            count = image.word(firstSection(), image.wide() ? 32 : 20);
        }
        long names = header.getShort(image.wide() ? 62 : 50) & 0xffff;
        if (names == EXTENDED_INDEX) {
            names = Integer.toUnsignedLong(firstSection().getInt(image.wide() ? 40 : 24));
        }
        ByteBuffer table = table(offset, count, each, image.wide() ? 64 : 40, "the section header table");
        if (names >= count) {
            return List.of();
        }
        Section strings = section(table, (int) names * each, "");
        byte[] text = image.bytes(strings.offset(), Math.min(strings.size(), MAX_NAMES), "the section names");
        var sections = new ArrayList<Section>();
        for (int i = 0; i < count; i++) {
            sections.add(section(table, i * each, name(text, table.getInt(i * each))));
        }
        return List.copyOf(sections);
    }

    private Section section(ByteBuffer table, int at, String name) {
        int type = table.getInt(at + 4);
        if (image.wide()) {
            return new Section(
                    name,
                    type,
                    table.getLong(at + 16),
                    table.getLong(at + 24),
                    table.getLong(at + 32),
                    table.getInt(at + 40));
        }
        return new Section(
                name,
                type,
                image.word(table, at + 12),
                image.word(table, at + 16),
                image.word(table, at + 20),
                table.getInt(at + 24));
    }

    /** Section 0 holds the counts that are too large for the header. */
    private ByteBuffer firstSection() throws ElfException {
        long offset = image.word(header, image.wide() ? 40 : 32);
        return image.read(offset, image.wide() ? 64 : 40, "the first section header");
    }

    private ByteBuffer table(long offset, long count, int each, int needed, String what) throws ElfException {
        if (each < needed || count < 0 || count > MAX_HEADERS || count * each > MAX_TABLE) {
            throw new ElfException(what + " has impossible sizes");
        }
        return image.read(offset, count * each, what);
    }

    /** A name of a table of names; empty if it lies outside. */
    private static String name(byte[] text, int at) {
        if (at < 0 || at >= text.length) {
            return "";
        }
        int end = at;
        while (end < text.length && end - at < MAX_NAME && text[end] != 0) {
            end++;
        }
        return new String(text, at, end - at, StandardCharsets.UTF_8);
    }
}
