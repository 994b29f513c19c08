package asynctb.nativeaccess;

import asynctb.memory.Transfer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Copies many ranges with few system calls. Any thread may run it. */
final class VectorTransfer implements Transfer {
    private static final int PAGE = 4096;
    /** What one call copies at the most takes some hundredths of a millisecond: then the clock is looked at. */
    private static final long MAX_BYTES = 1 << 20;

    private final ProcessVm vm;
    private final int pid;
    private final long[] starts;
    private final int[] lengths;
    private final long[] places;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer;
    private final MemorySegment state = arena.allocate(SystemCall.STATE);
    private final MemorySegment local = ProcessVm.allocateVectors(arena, 1);
    private final MemorySegment remote;
    private final List<Long> absent = new ArrayList<>();

    VectorTransfer(ProcessVm vm, int pid, long[] starts, int[] lengths) {
        this.vm = vm;
        this.pid = pid;
        this.starts = starts;
        this.lengths = lengths;
        places = new long[starts.length];
        long size = 0;
        for (int i = 0; i < starts.length; i++) {
            places[i] = size;
            size += lengths[i];
        }
        remote = ProcessVm.allocateVectors(arena, Math.max(starts.length, 1));
        // Filled with zeros, and so touched. It lives as long as somebody has the bytes of a range.
        buffer = Arena.ofAuto().allocate(Math.max(size, 1), PAGE);
    }

    @Override
    public boolean run(long deadline) {
        absent.clear();
        for (int i = 0; i < starts.length; i++) {
            ProcessVm.setVector(remote, i, starts[i], lengths[i]);
        }
        int first = 0;
        while (first < starts.length) {
            int end = first;
            long wanted = 0;
            while (end < starts.length && end - first < ProcessVm.MAX_VECTORS && wanted < MAX_BYTES) {
                wanted += lengths[end++];
            }
            long copied = read(places[first], wanted, first, end - first);
            if (copied == wanted) {
                first = end;
            } else {
                long reached = places[first] + Math.max(copied, 0);
                while (places[first] + lengths[first] <= reached) {
                    first++;
                }
                readPages(first++);
            }
            if (System.nanoTime() - deadline > 0) {
                return first >= starts.length;
            }
        }
        return true;
    }

    private long read(long place, long length, int firstVector, int count) {
        ProcessVm.setVector(local, 0, buffer.address() + place, length);
        return vm.read(pid, state, local, remote.asSlice(2L * Long.BYTES * firstVector), count);
    }

    /** Page after page of a range, since one of them cannot be read. */
    private void readPages(int range) {
        for (int done = 0; done < lengths[range]; done += PAGE) {
            ProcessVm.setVector(remote, range, starts[range] + done, PAGE);
            if (read(places[range] + done, PAGE, range, 1) != PAGE) {
                absent.add((starts[range] + done) / PAGE);
            }
        }
    }

    @Override
    public ByteBuffer bytes(int range) {
        return buffer.asSlice(places[range], lengths[range]).asByteBuffer();
    }

    @Override
    public Iterable<Long> absentPages() {
        return absent;
    }

    @Override
    public void close() {
        arena.close();
    }
}
