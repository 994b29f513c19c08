package asynctb.memory.linux;

import asynctb.memory.Footprint;
import asynctb.memory.Mapping;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Adds to the pages that a look has touched those that the next look might touch. A program that does not rest is
 * elsewhere then; but its objects mostly lie where others lay before.
 */
final class Surroundings {
    private static final int MAX_MAPPING_PAGES = (1 << 30) / Footprint.PAGE;
    /** Stacks of threads have 8 MiB by default, of which few are used. */
    private static final long SMALL_MAPPING = 16 << 20;

    private static final int FEW_PAGES = (1 << 20) / Footprint.PAGE;
    private static final int NEAR = 16;
    private static final long PRESENT = 1L << 63;

    private final ProcDirectory directory;
    private final Footprint touched;
    private final long[] pages;
    private int count;

    private Surroundings(ProcDirectory directory, Footprint touched, int maxBytes) {
        this.directory = directory;
        this.touched = touched;
        this.pages = new long[maxBytes / Footprint.PAGE];
    }

    /**
     * With the pages around that are in memory and can be written to: all of a mapping if they are few, or else those near.
     * Then, as far as there is room, small mappings in which nothing was touched: a thread that was started since has its
     * stack and its memory there. At last pages around that are constant, where the names of classes are.
     *
     * @param maxBytes how much is added at the most
     */
    static Footprint of(Footprint touched, ProcDirectory directory, List<Mapping> mappings, int maxBytes) {
        return new Surroundings(directory, touched, maxBytes).read(mappings);
    }

    private Footprint read(List<Mapping> mappings) {
        try (var pagemap =
                new RandomAccessFile(directory.image().resolve("pagemap").toString(), "r")) {
            List<Mapping> readable = mappings.stream().filter(Mapping::readable).toList();
            for (Mapping mapping : readable) {
                if (mapping.writable() && isTouched(mapping)) {
                    add(mapping, pagemap, pages.length - count, NEAR);
                }
            }
            for (Mapping mapping : readable) {
                boolean isSmall = mapping.path().isEmpty() && mapping.end() - mapping.start() <= SMALL_MAPPING;
                if (mapping.writable() && isSmall && !isTouched(mapping)) {
                    add(mapping, pagemap, FEW_PAGES, 0);
                }
            }
            for (Mapping mapping : readable) {
                if (!mapping.writable() && isTouched(mapping)) {
                    add(mapping, pagemap, FEW_PAGES, NEAR);
                }
            }
        } catch (IOException e) {
            // Then it must do without.
        }
        return touched.plus(Footprint.of(Arrays.copyOf(pages, count)));
    }

    private boolean isTouched(Mapping mapping) {
        return touched.touches(mapping.start(), mapping.end());
    }

    /**
     * Adds all pages of a mapping that are in memory, or if there are more than {@code few} those that are not farther than
     * {@code near} from one that was touched.
     */
    private void add(Mapping mapping, RandomAccessFile pagemap, int few, int near) throws IOException {
        long first = mapping.start() / Footprint.PAGE;
        int length = (int) Math.min(mapping.end() / Footprint.PAGE - first, MAX_MAPPING_PAGES);
        var bytes = new byte[length * Long.BYTES];
        pagemap.seek(first * Long.BYTES);
        pagemap.readFully(bytes);
        LongBuffer entries =
                ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asLongBuffer();
        int present = 0;
        for (int i = 0; i < length; i++) {
            present += (entries.get(i) & PRESENT) == 0 ? 0 : 1;
        }
        long reach = present <= Math.min(few, pages.length - count) ? Long.MAX_VALUE : near;
        for (int i = 0; i < length && count < pages.length; i++) {
            if ((entries.get(i) & PRESENT) != 0 && touched.distance(first + i) <= reach) {
                pages[count++] = first + i;
            }
        }
    }
}
