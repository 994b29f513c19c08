package asynctb.cpython.thread;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.memory.Memory;
import asynctb.memory.linux.NativeThread;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where the C library keeps the number of a thread is found though threads come and go. */
class NativeThreadsTest {
    private static final int PLACE = 0x2d0;
    private static final int PAGE = 0x1000;
    private static final long FIRST = 0x7f0000000000L;

    private final Map<Long, byte[]> pages = new HashMap<>();
    private final List<Long> idents = new ArrayList<>();
    private final List<NativeThread> os = new ArrayList<>();

    private long add(int tid) {
        long ident = FIRST + 2L * PAGE * idents.size();
        var page = ByteBuffer.allocate(PAGE).order(ByteOrder.LITTLE_ENDIAN);
        // What all of them hold, such as the number of the process, is not the thread's own.
        page.putInt(0x10, 100);
        page.putInt(PLACE, tid);
        // A second copy further on does not count: the first place is taken.
        page.putInt(PLACE + 0x20, tid);
        pages.put(ident, page.array());
        idents.add(ident);
        os.add(new NativeThread(tid, tid, "python", 'S'));
        return ident;
    }

    private @Nullable Long find(long ident) {
        var memory = new Memory((address, target, offset, length) -> {
            int read = 0;
            byte[] page = pages.get(address & -PAGE);
            while (page != null && read < length) {
                target[offset + read] = page[(int) ((address + read) & PAGE - 1)];
                read++;
                page = pages.get((address + read) & -PAGE);
            }
            return read;
        });
        NativeThread found = new NativeThreads(memory, os, idents).find(ident, 0);
        return found == null ? null : found.tid();
    }

    @Test
    void eachHasItsOwn() {
        long one = add(100);
        long other = add(101);
        assertThat(find(one)).isEqualTo(100);
        assertThat(find(other)).isEqualTo(101);
    }

    @Test
    void onlyThoseThatHaveEndedAreLost() {
        long one = add(100);
        long other = add(101);
        long listedNoMore = add(102);
        long unmapped = add(103);
        add(104);
        os.removeIf(thread -> thread.tid() == 102 || thread.tid() == 104);
        pages.remove(unmapped);
        assertThat(find(one)).isEqualTo(100);
        assertThat(find(other)).isEqualTo(101);
        assertThat(find(listedNoMore)).isNull();
        assertThat(find(unmapped)).isNull();
    }

    @Test
    void nothingIsBelievedThatNoOtherConfirms() {
        long one = add(100);
        add(101);
        add(102);
        os.removeIf(thread -> thread.tid() > 100);
        assertThat(find(one)).isNull();
    }

    @Test
    void aStateThatSaysItIsBelieved() {
        add(100);
        var memory = new Memory((address, target, offset, length) -> 0);
        assertThat(new NativeThreads(memory, os, idents).find(0, 100)).isEqualTo(os.getFirst());
        assertThat(new NativeThreads(memory, os, idents).find(0, 7)).isNull();
    }
}
