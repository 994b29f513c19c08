package asynctb.memory;

import java.util.Arrays;

/** The pages of a target that a look asked for, whether they were there or not. */
public final class Footprint {
    /** The size of a page, in bytes. */
    public static final int PAGE = 4096;

    /** Numbers of pages, ascending, each once. */
    private final long[] pages;

    private Footprint(long[] pages) {
        this.pages = pages;
    }

    /**
     * Of pages in any order.
     *
     * @param pages their numbers; may hold some twice
     */
    public static Footprint of(long[] pages) {
        long[] sorted = pages.clone();
        Arrays.sort(sorted);
        int size = 0;
        for (long page : sorted) {
            if (size == 0 || sorted[size - 1] != page) {
                sorted[size++] = page;
            }
        }
        return new Footprint(Arrays.copyOf(sorted, size));
    }

    /** How far the page nearest to this one is away, in pages. */
    public long distance(long page) {
        int found = Arrays.binarySearch(pages, page);
        if (found >= 0) {
            return 0;
        }
        int next = -found - 1;
        long below = next == 0 ? Long.MAX_VALUE : page - pages[next - 1];
        long above = next == pages.length ? Long.MAX_VALUE : pages[next] - page;
        return Math.min(below, above);
    }

    /** Whether any of its pages lies in a range. */
    public boolean touches(long start, long end) {
        int found = Arrays.binarySearch(pages, start / PAGE);
        int next = found >= 0 ? found : -found - 1;
        return next < pages.length && pages[next] < end / PAGE;
    }

    /** How many bytes its pages have. */
    public long bytes() {
        return (long) pages.length * PAGE;
    }

    /** The pages of both. */
    public Footprint plus(Footprint other) {
        if (covers(other)) {
            return this;
        }
        long[] both = Arrays.copyOf(pages, pages.length + other.pages.length);
        System.arraycopy(other.pages, 0, both, pages.length, other.pages.length);
        return of(both);
    }

    /** The pages of this that are not of the other. */
    public Footprint minus(Footprint other) {
        return new Footprint(Arrays.stream(pages)
                .filter(page -> Arrays.binarySearch(other.pages, page) < 0)
                .toArray());
    }

    /** Whether all pages of the other are among these. */
    public boolean covers(Footprint other) {
        int at = 0;
        for (long page : other.pages) {
            while (at < pages.length && pages[at] < page) {
                at++;
            }
            if (at == pages.length || pages[at] != page) {
                return false;
            }
        }
        return true;
    }

    /**
     * Neighbouring pages together, none longer than a number of bytes. Without the upper half of all addresses, which is
     * the kernel's: a torn look may have asked for it, but nothing can be read there.
     */
    Ranges ranges(int maxLength) {
        long[] starts = new long[pages.length];
        int[] lengths = new int[pages.length];
        int count = 0;
        for (long page : pages) {
            long start = page * PAGE;
            if (start < 0) {
                break;
            }
            int last = count - 1;
            if (count > 0 && starts[last] + lengths[last] == start && lengths[last] < maxLength) {
                lengths[last] += PAGE;
            } else {
                starts[count] = start;
                lengths[count++] = PAGE;
            }
        }
        return new Ranges(Arrays.copyOf(starts, count), Arrays.copyOf(lengths, count));
    }

    /**
     * Ranges of addresses, ascending.
     *
     * @param starts the first address of each
     * @param lengths how many bytes each has
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Ranges(long[] starts, int[] lengths) {}
}
