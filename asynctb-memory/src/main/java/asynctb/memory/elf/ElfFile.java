package asynctb.memory.elf;

import asynctb.memory.ByteSource;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An ELF file: executable, library or core file, of either class and byte order. Nothing in the file is believed: what
 * does not fit is an {@link ElfException}. It does not own the source, but reads from it as long as it is asked.
 */
public final class ElfFile {
    /** A type: an executable that is loaded where it says. */
    public static final int EXEC = 2;

    /** A type: a library or an executable that is loaded anywhere. */
    public static final int DYN = 3;

    /** A type: a core file. */
    public static final int CORE = 4;

    private static final long PAGE = 4096;

    private final HeaderReader header;
    private final Image image;
    private final List<Segment> segments;
    private final List<Section> sections;

    private ElfFile(HeaderReader header) throws ElfException {
        this.header = header;
        this.image = header.image();
        this.segments = header.segments();
        this.sections = header.sections();
    }

    /**
     * Reads the headers.
     *
     * @throws ElfException if it is no ELF file or damaged
     */
    public static ElfFile read(ByteSource source) throws ElfException {
        return new ElfFile(HeaderReader.read(source));
    }

    /** Whether addresses have 64 bits. */
    public boolean is64Bit() {
        return image.wide();
    }

    /** Whether numbers begin with their lowest byte. */
    public boolean isLittleEndian() {
        return image.order().equals(ByteOrder.LITTLE_ENDIAN);
    }

    /** {@link #EXEC}, {@link #DYN}, {@link #CORE} or another one. */
    public int type() {
        return header.type();
    }

    /** The kind of processor, as {@code uname -m} says it, or {@code machine N}. */
    public String machine() {
        int machine = header.machine();
        return switch (machine) {
            case 62 -> "x86_64";
            // Known by number only; nothing was tried on these.
            case 3 -> "i686";
            case 21 -> "ppc64";
            case 22 -> "s390x";
            case 40 -> "arm";
            case 183 -> "aarch64";
            case 243 -> "riscv64";
            case 258 -> "loongarch64";
            default -> "machine " + machine;
        };
    }

    /** All program headers, in the file's order. */
    public List<Segment> segments() {
        return segments;
    }

    /** The first section of a name; empty too if the file was stripped of its section headers. */
    public Optional<Section> section(String name) {
        return sections.stream().filter(section -> section.name().equals(name)).findFirst();
    }

    /**
     * Reads a section.
     *
     * @return its bytes; none for one that takes no room in the file
     * @throws ElfException if it is larger than {@code maxLength} or not all there
     */
    public byte[] bytes(Section section, int maxLength) throws ElfException {
        if (section.type() == Section.NOBITS) {
            return new byte[0];
        }
        if (section.size() < 0 || section.size() > maxLength) {
            throw new ElfException("section " + section.name() + " is too large");
        }
        return image.bytes(section.offset(), section.size(), "section " + section.name());
    }

    /**
     * Looks for a symbol that the file defines: among those for the dynamic linker, which stripping leaves, then among
     * all.
     *
     * @throws ElfException if a table is damaged
     */
    public Optional<Symbol> symbol(String name) throws ElfException {
        Optional<Symbol> found = DynamicSymbols.find(image, segments, name);
        if (found.isEmpty()) {
            found = find(Section.DYNSYM, name);
        }
        return found.isPresent() ? found : find(Section.SYMTAB, name);
    }

    /** A file has one table of a type; of more than that, in a damaged file, only the first is looked through. */
    private Optional<Symbol> find(int type, String name) throws ElfException {
        for (Section section : sections) {
            if (section.type() == type && section.link() >= 0 && section.link() < sections.size()) {
                Section strings = sections.get(section.link());
                long count = section.size() / SymbolTable.size(image);
                var table = new SymbolTable(image, section.offset(), count, strings.offset(), strings.size());
                return table.find(name);
            }
        }
        return Optional.empty();
    }

    /**
     * The notes of all segments.
     *
     * @throws ElfException if one is damaged
     */
    public List<Note> notes() throws ElfException {
        return NoteReader.read(image, segments);
    }

    /**
     * The id of the build in hexadecimal digits; empty if the file has none.
     *
     * @throws ElfException if a note is damaged
     */
    public Optional<String> buildId() throws ElfException {
        return notes().stream()
                .filter(note -> note.name().equals("GNU") && note.type() == Note.GNU_BUILD_ID)
                .map(note -> HexFormat.of().formatHex(note.bytes()))
                .findFirst();
    }

    /**
     * What is added to the addresses in this file to get those in memory.
     *
     * @param mappingStart where a mapping of this file begins; the one with offset 0 is the best
     * @param mappingOffset which place in the file it shows first
     */
    public long bias(long mappingStart, long mappingOffset) {
        if (type() == EXEC) {
            return 0;
        }
        Segment segment = loadedAt(mappingOffset);
        return segment == null ? mappingStart : mappingStart - mappingOffset - (segment.vaddr() - segment.offset());
    }

    /** Segments begin anywhere in a page but are mapped by whole pages. */
    private @Nullable Segment loadedAt(long offset) {
        Segment first = null;
        for (Segment segment : segments) {
            if (segment.type() == Segment.LOAD) {
                if (offset >= (segment.offset() & -PAGE) && offset < segment.offset() + segment.filesz()) {
                    return segment;
                }
                first = first == null ? segment : first;
            }
        }
        return first;
    }
}
