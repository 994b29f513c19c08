package asynctb.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A target's memory, frozen block by block at first sight: what was read once is not read again, so one {@code Memory} is
 * one look. Not for use by several threads. Which pages were asked for is remembered: the {@linkplain #footprint()
 * footprint} of the look.
 *
 * <p>Blocks have {@value #BLOCK} bytes, which was measured to be the best size for walking small objects; at the edge of
 * a hole only the pages that are there are kept.
 */
public final class Memory {
    private static final int BLOCK_BITS = 14;
    private static final int BLOCK = 1 << BLOCK_BITS;
    private static final int PAGE_BITS = 12;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private final MemorySource source;
    private Block[] table = new Block[1024];
    private int count;
    private @Nullable Block last;

    public Memory(MemorySource source) {
        this.source = source;
    }

    /**
     * Reads eight bytes as a number.
     *
     * @throws MemoryFault if it cannot be read
     */
    public long readLong(long address) {
        Block block = block(address);
        int at = block.index(address);
        if (block.holds(at, Long.BYTES)) {
            return (long) LONG.get(block.bytes, at);
        }
        return (long) LONG.get(readBytes(address, Long.BYTES), 0);
    }

    /**
     * Reads four bytes as a number.
     *
     * @throws MemoryFault if it cannot be read
     */
    public int readInt(long address) {
        Block block = block(address);
        int at = block.index(address);
        if (block.holds(at, Integer.BYTES)) {
            return (int) INT.get(block.bytes, at);
        }
        return (int) INT.get(readBytes(address, Integer.BYTES), 0);
    }

    /**
     * Reads two bytes as a number from 0 up.
     *
     * @throws MemoryFault if it cannot be read
     */
    public int readUnsignedShort(long address) {
        Block block = block(address);
        int at = block.index(address);
        if (block.holds(at, Short.BYTES)) {
            return (short) SHORT.get(block.bytes, at) & 0xffff;
        }
        return (short) SHORT.get(readBytes(address, Short.BYTES), 0) & 0xffff;
    }

    /**
     * Reads a byte as a number from -128 up.
     *
     * @throws MemoryFault if it cannot be read
     */
    public byte readByte(long address) {
        Block block = block(address);
        int at = block.index(address);
        if (!block.holds(at, 1)) {
            throw new MemoryFault(address, "cannot be read");
        }
        return block.bytes[at];
    }

    /**
     * Reads a byte as a number from 0 up.
     *
     * @throws MemoryFault if it cannot be read
     */
    public int readUnsignedByte(long address) {
        return readByte(address) & 0xff;
    }

    /**
     * Reads bytes.
     *
     * @param length from 0 up; the caller bounds it
     * @throws MemoryFault if any of them cannot be read
     */
    public byte[] readBytes(long address, int length) {
        var bytes = new byte[length];
        int done = 0;
        while (done < length) {
            Block block = block(address + done);
            int at = block.index(address + done);
            int part = Math.min(length - done, BLOCK - at);
            if (!block.holds(at, part)) {
                throw new MemoryFault(address + done, "cannot be read");
            }
            System.arraycopy(block.bytes, at, bytes, done, part);
            done += part;
        }
        return bytes;
    }

    /** The pages that were asked for until now. */
    public Footprint footprint() {
        long[] pages = new long[count * (BLOCK / PAGE)];
        int size = 0;
        for (Block block : table) {
            for (int page = 0; block != null && page < BLOCK / PAGE; page++) {
                if ((block.touched & 1 << page) != 0) {
                    pages[size++] = block.number * (BLOCK / PAGE) + page;
                }
            }
        }
        return Footprint.of(Arrays.copyOf(pages, size));
    }

    /** Whether another source holds the same in all that was asked for until now; what is not there must not be there either. */
    public boolean isSameIn(MemorySource other) {
        var bytes = new byte[PAGE];
        for (Block block : table) {
            for (int page = 0; block != null && page < BLOCK / PAGE; page++) {
                if ((block.touched & 1 << page) != 0 && !block.isSameIn(other, page, bytes)) {
                    return false;
                }
            }
        }
        return true;
    }

    private Block block(long address) {
        long number = address >>> BLOCK_BITS;
        Block recent = last;
        if (recent != null && recent.number == number) {
            return recent;
        }
        int slot = slot(number);
        Block block = table[slot];
        if (block == null) {
            block = read(number);
            table[slot] = block;
            if (++count * 2 > table.length) {
                grow();
            }
        }
        last = block;
        return block;
    }

    /** Open addressing: the slot of the block, or the free one where it belongs. */
    private int slot(long number) {
        int mask = table.length - 1;
        int slot = (int) ((number * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (table[slot] != null && table[slot].number != number) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        Block[] old = table;
        table = new Block[old.length * 2];
        for (Block block : old) {
            if (block != null) {
                table[slot(block.number)] = block;
            }
        }
    }

    private Block read(long number) {
        var bytes = new byte[BLOCK];
        long base = number << BLOCK_BITS;
        if (source.read(base, bytes, 0, BLOCK) == BLOCK) {
            return new Block(number, bytes, -1);
        }
        int present = 0;
        for (int page = 0; page < BLOCK / PAGE; page++) {
            if (source.read(base + (long) page * PAGE, bytes, page * PAGE, PAGE) == PAGE) {
                present |= 1 << page;
            }
        }
        return new Block(number, bytes, present);
    }

    private static final class Block {
        /** Its address divided by its size. */
        final long number;

        final byte[] bytes;

        /** A bit for each page that could be read. */
        final int present;

        /** A bit for each page that was asked for. */
        int touched;

        Block(long number, byte[] bytes, int present) {
            this.number = number;
            this.bytes = bytes;
            this.present = present;
        }

        boolean isSameIn(MemorySource other, int page, byte[] there) {
            int at = page << PAGE_BITS;
            boolean isThere = other.read((number << BLOCK_BITS) + at, there, 0, PAGE) == PAGE;
            boolean isHere = (present & 1 << page) != 0;
            return isHere == isThere && (!isHere || Arrays.equals(bytes, at, at + PAGE, there, 0, PAGE));
        }

        int index(long address) {
            return (int) address & (BLOCK - 1);
        }

        /** Whether all bytes lie in this block and could be read. They count as asked for. */
        boolean holds(int at, int length) {
            if (at + length > BLOCK) {
                return false;
            }
            int first = at >>> PAGE_BITS;
            int last = at + Math.max(length, 1) - 1 >>> PAGE_BITS;
            int asked = (2 << last) - (1 << first);
            touched |= asked;
            return (present & asked) == asked;
        }
    }
}
