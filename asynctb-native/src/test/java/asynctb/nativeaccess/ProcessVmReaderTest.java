package asynctb.nativeaccess;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.memory.Mapping;
import asynctb.memory.MemorySource;
import asynctb.memory.linux.LiveProcess;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessVmReaderTest {
    private Process child;
    private LiveProcess process;

    @BeforeEach
    void start() throws Exception {
        child = new ProcessBuilder("cat").start();
        child.getOutputStream().write("x\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        child.getOutputStream().flush();
        assertThat(child.getInputStream().read()).isEqualTo('x'); // now it runs its own program
        process = LiveProcess.open(child.pid());
    }

    @AfterEach
    void stop() {
        process.close();
        child.destroyForcibly();
        child.onExit().join();
    }

    @Test
    void theServiceIsFound() {
        assertThat(process.bulkMemory()).isNotSameAs(process.memory());
    }

    @Test
    void itReadsWhatTheMemoryFileReads() {
        MemorySource bulk = new ProcessVmReader().open(child.pid()).orElseThrow();
        int compared = 0;
        for (Mapping mapping : process.mappings()) {
            int length = (int) (mapping.end() - mapping.start());
            var expected = new byte[length + 3];
            var actual = new byte[length + 3];
            // What the program changes while it waits, and what the two ways treat differently, is left out.
            if (mapping.readable() && !mapping.writable() && mapping.isFile()) {
                int count = process.memory().read(mapping.start(), expected, 3, length);
                assertThat(bulk.read(mapping.start(), actual, 3, length)).isEqualTo(count);
                assertThat(actual).isEqualTo(expected);
                assertThat(process.bulkMemory().read(mapping.start(), actual, 3, length))
                        .isEqualTo(count);
                assertThat(actual).isEqualTo(expected);
                compared += count;
            }
        }
        assertThat(compared).isGreaterThan(1 << 20);
    }

    @Test
    void itEndsAtHoles() {
        MemorySource bulk = new ProcessVmReader().open(child.pid()).orElseThrow();
        List<Mapping> mappings = process.mappings();
        Mapping stack = mappings.stream()
                .filter(it -> it.path().equals("[stack]"))
                .findFirst()
                .orElseThrow();
        assertThat(bulk.read(stack.end() - 4096, new byte[12288], 0, 12288)).isEqualTo(4096);
        assertThat(bulk.read(0, new byte[8], 0, 8)).isZero();
        assertThat(bulk.read(-8, new byte[8], 0, 8)).isZero();
        assertThat(bulk.read(stack.start(), new byte[0], 0, 0)).isZero();
        var bytes = new byte[8 << 20];
        assertThat(bulk.read(stack.end() - 4096, bytes, 0, bytes.length)).isEqualTo(4096);
        assertThat(process.bulkMemory().read(stack.end() - 4096, bytes, 0, bytes.length))
                .isEqualTo(4096);
    }

    @Test
    void whatIsGoneHasNoMemory() {
        MemorySource bulk = new ProcessVmReader().open(child.pid()).orElseThrow();
        long address = process.mappings().get(0).start();
        child.destroyForcibly();
        child.onExit().join();
        assertThat(bulk.read(address, new byte[8], 0, 8)).isZero();
        assertThat(process.bulkMemory().read(address, new byte[1 << 20], 0, 1 << 20))
                .isZero();
        assertThat(new ProcessVmReader().open(child.pid())).isEmpty();
        assertThat(new ProcessVmReader().open(-1)).isEmpty();
        assertThat(new ProcessVmReader().open(Long.MAX_VALUE)).isEmpty();
    }
}
