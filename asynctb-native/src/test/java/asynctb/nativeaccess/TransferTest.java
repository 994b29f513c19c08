package asynctb.nativeaccess;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.memory.Footprint;
import asynctb.memory.Mapping;
import asynctb.memory.Memory;
import asynctb.memory.MemoryCopy;
import asynctb.memory.MemorySource;
import asynctb.memory.linux.LiveProcess;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Copies made in either way hold what the memory file says, and lack what cannot be read. */
class TransferTest {
    private static final int PAGE = 4096;

    @Test
    void copiesHoldWhatIsThere() throws Exception {
        Process child = new ProcessBuilder("cat").start();
        try (var process = LiveProcess.open(child.pid())) {
            compare(process, process.memory());
            compare(process, new ProcessVmReader().open(child.pid()).orElseThrow());
        } finally {
            child.destroyForcibly();
            child.onExit().join();
        }
    }

    private static void compare(LiveProcess process, MemorySource source) {
        List<Long> pages = pages(process);
        Footprint footprint =
                Footprint.of(pages.stream().mapToLong(page -> page).toArray());
        try (var plan = new MemoryCopy.Plan(source, footprint)) {
            assertThat(plan.run(System.nanoTime() + Long.MAX_VALUE / 2)).isTrue();
            MemoryCopy copy = plan.copy();
            int present = 0;
            for (long page : pages) {
                var expected = new byte[PAGE];
                var actual = new byte[PAGE];
                int count = process.memory().read(page * PAGE, expected, 0, PAGE);
                assertThat(copy.read(page * PAGE, actual, 0, PAGE)).isEqualTo(count);
                assertThat(actual).isEqualTo(expected);
                present += count / PAGE;
            }
            assertThat(present).isBetween(300, pages.size() - 2);
            var memory = new Memory(copy);
            memory.readByte(process.mappings().getFirst().start());
            assertThat(copy.footprint().covers(memory.footprint())).isTrue();
            assertThat(copy.footprint().covers(Footprint.of(new long[] {5}))).isFalse();
        }
    }

    /** Those of files, with what lies before each mapping, which mostly is nothing. */
    private static List<Long> pages(LiveProcess process) {
        var pages = new ArrayList<Long>();
        pages.add(1L);
        pages.add(-1L >>> 12); // the kernel's
        for (Mapping mapping : process.mappings()) {
            if (mapping.readable() && !mapping.writable() && mapping.isFile()) {
                pages.add(mapping.start() / PAGE - 1);
                for (long page = mapping.start() / PAGE; page < mapping.end() / PAGE; page++) {
                    pages.add(page);
                }
            }
        }
        return pages.stream().distinct().sorted().toList();
    }
}
