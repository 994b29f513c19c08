package asynctb.memory.elf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The symbols that the dynamic linker uses, found as it finds them: without any section header. */
final class DynamicSymbols {
    private static final int TAG_HASH = 4;
    private static final int TAG_STRINGS = 5;
    private static final int TAG_SYMBOLS = 6;
    private static final int TAG_STRINGS_SIZE = 10;
    private static final int TAG_GNU_HASH = 0x6ffffef5;

    /** A dynamic section has a few dozen entries. */
    private static final long MAX_DYNAMIC = 1 << 16;

    /** Longer chains are damage. */
    private static final int MAX_CHAIN = 1 << 16;

    private final Image image;
    private final List<Segment> segments;
    private long hash;
    private long gnuHash;
    private long strings;
    private long symbols;
    private long stringsSize;

    private DynamicSymbols(Image image, List<Segment> segments) {
        this.image = image;
        this.segments = segments;
    }

    /** The symbol of a name; empty if there is none or the file has no dynamic symbols. */
    static Optional<Symbol> find(Image image, List<Segment> segments, String name) throws ElfException {
        var dynamic = new DynamicSymbols(image, segments);
        for (Segment segment : segments) {
            if (segment.type() == Segment.DYNAMIC) {
                dynamic.readTags(segment);
                return dynamic.find(name);
            }
        }
        return Optional.empty();
    }

    private void readTags(Segment segment) throws ElfException {
        int word = image.word();
        long size = Math.min(segment.filesz(), MAX_DYNAMIC);
        ByteBuffer tags = image.read(segment.offset(), size, "the dynamic section");
        for (int at = 0; at + 2 * word <= tags.limit(); at += 2 * word) {
            long value = image.word(tags, at + word);
            switch ((int) image.word(tags, at)) {
                case 0 -> {
                    return;
                }
                case TAG_HASH -> hash = value;
                case TAG_STRINGS -> strings = value;
                case TAG_SYMBOLS -> symbols = value;
                case TAG_STRINGS_SIZE -> stringsSize = value;
                case TAG_GNU_HASH -> gnuHash = value;
                default -> {}
            }
        }
    }

    private Optional<Symbol> find(String name) throws ElfException {
        if (symbols == 0 || strings == 0) {
            return Optional.empty();
        }
        if (gnuHash != 0) {
            return findByGnuHash(table(0), name);
        }
        if (hash != 0) {
            ByteBuffer counts = image.read(offset(hash), 8, "the hash table");
            return table(Integer.toUnsignedLong(counts.getInt(4))).find(name);
        }
        return Optional.empty();
    }

    private SymbolTable table(long count) throws ElfException {
        return new SymbolTable(image, offset(symbols), count, offset(strings), stringsSize);
    }

    /** Buckets point to where the chain of their hash begins; a chain's last member has the lowest bit set. */
    private Optional<Symbol> findByGnuHash(SymbolTable table, String name) throws ElfException {
        long start = offset(gnuHash);
        ByteBuffer header = image.read(start, 16, "the hash table");
        long bucketCount = Integer.toUnsignedLong(header.getInt(0));
        long firstHashed = Integer.toUnsignedLong(header.getInt(4));
        long filterWords = Integer.toUnsignedLong(header.getInt(8));
        if (bucketCount == 0) {
            return Optional.empty();
        }
        int wanted = gnuHash(name);
        long buckets = start + 16 + filterWords * image.word();
        long bucket = Integer.toUnsignedLong(wanted) % bucketCount;
        long index = readInt(buckets + 4 * bucket) & 0xffffffffL;
        if (index < firstHashed) {
            return Optional.empty();
        }
        long chains = buckets + 4 * bucketCount;
        for (int i = 0; i < MAX_CHAIN; i++, index++) {
            int member = readInt(chains + 4 * (index - firstHashed));
            if ((member | 1) == (wanted | 1)) {
                Optional<Symbol> found = table.at(index, name);
                if (found.isPresent()) {
                    return found;
                }
            }
            if ((member & 1) != 0) {
                break;
            }
        }
        return Optional.empty();
    }

    private int readInt(long offset) throws ElfException {
        return image.read(offset, 4, "the hash table").getInt(0);
    }

    private static int gnuHash(String name) {
        int hash = 5381;
        for (byte c : name.getBytes(StandardCharsets.UTF_8)) {
            hash = hash * 33 + (c & 0xff);
        }
        return hash;
    }

    private long offset(long vaddr) throws ElfException {
        for (Segment segment : segments) {
            if (segment.type() == Segment.LOAD
                    && vaddr >= segment.vaddr()
                    && vaddr - segment.vaddr() < segment.filesz()) {
                return vaddr - segment.vaddr() + segment.offset();
            }
        }
        throw new ElfException("a dynamic table lies in no segment");
    }
}
