package asynctb.cpython;

import asynctb.memory.MemorySource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory in which some words are wrong, the same ones at every read: flipped bits, lengths that cannot be, pointers to
 * elsewhere and to themselves.
 */
final class Corruption implements MemorySource {
    private final MemorySource source;
    private final long seed;
    private final double rate;
    private volatile boolean on;

    /**
     * @param rate the part of words that are wrong, from 0 to 1
     * @param on whether it begins at once
     */
    Corruption(MemorySource source, long seed, double rate, boolean on) {
        this.source = source;
        this.seed = seed;
        this.rate = rate;
        this.on = on;
    }

    void begin() {
        on = true;
    }

    @Override
    public int read(long address, byte[] target, int offset, int length) {
        int count = source.read(address, target, offset, length);
        if (on) {
            var words = ByteBuffer.wrap(target, offset, count).order(ByteOrder.LITTLE_ENDIAN);
            int first = (int) (-address & 7);
            for (int i = offset + first; i + Long.BYTES <= offset + count; i += Long.BYTES) {
                long random = mix(seed ^ mix(address + i - offset));
                if ((random >>> 11) * 0x1p-53 < rate) {
                    words.putLong(i, wrong(words.getLong(i), address + i - offset, mix(random)));
                }
            }
        }
        return count;
    }

    private static long wrong(long word, long address, long random) {
        long more = mix(random);
        return switch ((int) (random & 15)) {
            case 0, 1, 2, 3 -> word ^ 1L << (more & 63);
            case 4 -> 0;
            case 5 -> -1;
            case 6 -> Long.MAX_VALUE;
            case 7 -> Integer.MAX_VALUE;
            case 8 -> more & 0xffff;
            case 9 -> more;
            case 10 -> address;
            case 11 -> address - (more & 0xff8);
            case 12 -> word + (more & 0xfff) - 0x800;
            case 13 -> word & ~0xffffL;
            case 14 -> 1L << (more & 63);
            default -> word >>> 32;
        };
    }

    /** A number that shows no pattern; of equal numbers the same. */
    private static long mix(long number) {
        long mixed = number * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ mixed >>> 32) * 0xd6e8feb86659fd93L;
        return mixed ^ mixed >>> 29;
    }
}
