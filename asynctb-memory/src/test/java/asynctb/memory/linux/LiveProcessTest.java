package asynctb.memory.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import asynctb.memory.ByteSource;
import asynctb.memory.Mapping;
import asynctb.memory.Memory;
import asynctb.memory.MemorySource;
import asynctb.memory.ProcessException;
import asynctb.memory.ProcessException.Reason;
import asynctb.memory.elf.ElfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveProcessTest {
    private static ProcessException refused(long pid) {
        try (LiveProcess process = LiveProcess.open(pid)) {
            throw new AssertionError(process.pid() + " was opened");
        } catch (ProcessException e) {
            return e;
        }
    }

    @Test
    void factsOfAProcess() throws Exception {
        try (Child child = Child.of("sleep", "600")) {
            child.running("sleep");
            try (LiveProcess process = LiveProcess.open(child.pid())) {
                assertThat(process.pid()).isEqualTo(child.pid());
                assertThat(process.command()).containsExactly("sleep", "600");
                assertThat(process.executable()).endsWith("/sleep");
                assertThat(process.parentPid())
                        .isEqualTo(ProcessHandle.current().pid());
                assertThat(process.user()).isEqualTo(System.getProperty("user.name"));
                assertThat(process.state()).isEqualTo('S');
                assertThat(process.isAlive()).isTrue();
                assertThat(process.tracer()).isEmpty();
                assertThat(process.threads()).containsExactly(new NativeThread(child.pid(), child.pid(), "sleep", 'S'));
                assertThat(LiveProcess.pids()).contains(child.pid()).isSorted();
                Instant now = Instant.now();
                assertThat(process.startedAt()).isBetween(now.minusSeconds(3600), now.plusSeconds(3600));
            }
        }
    }

    /** The C library keeps where the environment is in a variable that everybody may look at. */
    @Test
    void aVariableOfALibraryIsFoundInMemory() throws Exception {
        try (Child child = Child.of("sleep", "600")) {
            child.running("sleep");
            try (LiveProcess process = LiveProcess.open(child.pid())) {
                var memory = new Memory(process.memory());
                Mapping library = process.mappings().stream()
                        .filter(it -> it.path().matches(".*/(libc[.-]|ld-musl).*") && it.offset() == 0)
                        .findFirst()
                        .orElseThrow();
                try (ByteSource file = process.files().open(library)) {
                    ElfFile elf = ElfFile.read(file);
                    long bias = elf.bias(library.start(), library.offset());
                    long variables =
                            memory.readLong(elf.symbol("environ").orElseThrow().value() + bias);
                    byte[] expected = ProcFiles.bytes(Path.of("/proc", Long.toString(child.pid()), "environ"), 16);
                    assertThat(memory.readBytes(memory.readLong(variables), expected.length))
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void memoryEndsAtHolesAndWithTheProcess() throws Exception {
        try (Child child = Child.of("sleep", "600")) {
            child.running("sleep");
            try (LiveProcess process = LiveProcess.open(child.pid())) {
                List<Mapping> mappings = process.mappings();
                Mapping stack = mappings.stream()
                        .filter(it -> it.path().equals("[stack]"))
                        .findFirst()
                        .orElseThrow();
                var bytes = new byte[3 << 12];
                MemorySource memory = process.memory();
                assertThat(memory.read(stack.end() - 4096, bytes, 0, bytes.length))
                        .isEqualTo(4096);
                assertThat(memory.read(stack.end() - 4096, bytes, 8192, 16)).isEqualTo(16);
                assertThat(memory.read(0, bytes, 0, 8)).isZero();
                assertThat(memory.read(-4096, bytes, 0, 8)).isZero();
                assertThat(memory.read(Long.MAX_VALUE, bytes, 0, 8)).isZero();
                child.kill();
                assertThat(memory.read(stack.end() - 4096, bytes, 0, 8)).isZero();
                assertThat(process.isAlive()).isFalse();
                assertThat(process.state()).isIn('X', 'Z');
                assertThat(process.mappings()).isEmpty();
                assertThat(process.threads()).isEmpty();
                assertThat(process.command()).isEmpty();
                assertThat(process.executable()).isNull();
            }
        }
    }

    @Test
    void anInterruptedThreadGoesOnReading() throws Exception {
        try (Child child = Child.of("sleep", "600")) {
            child.running("sleep");
            try (LiveProcess process = LiveProcess.open(child.pid())) {
                long address = process.mappings().get(0).start();
                Thread.currentThread().interrupt();
                assertThat(process.memory().read(address, new byte[4], 0, 4)).isEqualTo(4);
                assertThat(process.mappings()).isNotEmpty();
                assertThat(process.threads()).isNotEmpty();
                assertThat(Thread.interrupted()).isTrue();
                assertThat(process.memory().read(address, new byte[4], 0, 4)).isEqualTo(4);
            }
        }
    }

    @Test
    void withoutABulkReaderTheMemoryFileIsRead() throws Exception {
        try (Child child = Child.of("sleep", "600")) {
            child.running("sleep");
            try (LiveProcess process = LiveProcess.open(child.pid())) {
                assertThat(process.bulkMemory()).isSameAs(process.memory());
            }
        }
    }

    @Test
    void threadsHaveNames() throws Exception {
        try (Child child = Child.python("""
                import threading
                threading.Thread(target=threading.Event().wait, daemon=True).start()
                print("ready")
                threading.Event().wait()
                """)) {
            child.line();
            try (LiveProcess process = LiveProcess.open(child.pid())) {
                assertThat(process.threads())
                        .hasSize(2)
                        .extracting(NativeThread::tid)
                        .contains(child.pid());
                long second = process.threads().get(1).tid();
                assertThat(refused(second))
                        .hasMessageContaining("is a thread of process " + child.pid())
                        .extracting(ProcessException::reason)
                        .isEqualTo(Reason.NO_SUCH_PROCESS);
            }
        }
    }

    @Test
    void aProcessOutlivesItsFirstThread() throws Exception {
        try (Child child = Child.python("""
                import ctypes, threading
                threading.Thread(target=threading.Event().wait).start()
                print("ready")
                ctypes.CDLL(None).pthread_exit(None)
                """)) {
            child.line();
            Child.await(
                    () -> ProcFiles.optionalText(ProcDirectory.of(child.pid()).resolve("stat"))
                            .flatMap(ProcStat::parse)
                            .filter(stat -> stat.state() == 'Z')
                            .isPresent());
            try (LiveProcess process = LiveProcess.open(child.pid())) {
                assertThat(process.isAlive()).isTrue();
                assertThat(process.mappings()).isNotEmpty();
                long address = process.mappings().get(0).start();
                assertThat(new Memory(process.memory()).readInt(address)).isEqualTo(0x464c457f);
                assertThat(process.executable()).isNotNull();
            }
        }
    }

    @Test
    void whatIsNoProcess() throws Exception {
        assertThat(refused(Integer.MAX_VALUE).reason()).isEqualTo(Reason.NO_SUCH_PROCESS);
        assertThat(refused(0)).hasMessage("No process has the number 0; `asynctb` lists those that there are.");
        assertThat(refused(-1).reason()).isEqualTo(Reason.NO_SUCH_PROCESS);
        assertThat(refused(Integer.MAX_VALUE))
                .hasMessageContaining("2147483647")
                .hasMessageEndingWith(".");
    }

    @Test
    void theKernelIsNoProgram() {
        List<Long> kernel = LiveProcess.pids().stream()
                .filter(pid -> ProcFiles.optionalText(ProcDirectory.of(pid).resolve("stat"))
                        .flatMap(ProcStat::parse)
                        .filter(ProcStat::kernel)
                        .isPresent())
                .toList();
        assumeThat(kernel).isNotEmpty();
        assertThat(refused(kernel.get(0))).hasMessageContaining("kernel");
    }

    @Test
    void aZombieHasAParentToLookAt() throws Exception {
        try (Child child = Child.python("""
                import os, time
                pid = os.fork()
                if pid == 0: os._exit(0)
                print(pid)
                time.sleep(600)
                """)) {
            long zombie = Long.parseLong(child.line());
            Child.await(() -> ProcFiles.optionalText(ProcDirectory.of(zombie).resolve("stat"))
                    .flatMap(ProcStat::parse)
                    .filter(stat -> stat.state() == 'Z')
                    .isPresent());
            assertThat(refused(zombie))
                    .hasMessageContaining("`asynctb " + child.pid() + "`")
                    .extracting(ProcessException::reason)
                    .isEqualTo(Reason.ZOMBIE);
        }
    }

    /** Opens a process and prints why that failed, to be run as another user. */
    static final class OpenAsOther {
        public static void main(String[] arguments) {
            ProcessException refusal = refused(Long.parseLong(arguments[0]));
            System.out.println(refusal.reason() + " " + refusal.getMessage());
        }
    }

    @Test
    void processesOfOthersAreNotOurs(@TempDir Path directory) throws Exception {
        if (!Child.isRoot()) {
            assertThat(refused(1)).hasMessageContaining("`sudo asynctb 1`");
            return;
        }
        assumeThat(Child.onPath("setpriv")).isTrue();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        copy(Path.of("target/classes"), directory);
        copy(Path.of("target/test-classes"), directory);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        try (Child root = Child.of("sleep", "600")) {
            root.running("sleep");
            String main = OpenAsOther.class.getName();
            try (Child other = Child.of(
                    "setpriv",
                    "--reuid",
                    "65534",
                    "--regid",
                    "65534",
                    "--clear-groups",
                    java,
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    directory.toString(),
                    main,
                    Long.toString(root.pid()))) {
                assertThat(other.line())
                        .isEqualTo("NOT_PERMITTED Process " + root.pid()
                                + " cannot be read: it belongs to root: `sudo asynctb " + root.pid() + "`.");
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    @Test
    void anotherUsersProcessHasItsName() throws Exception {
        assumeThat(Child.isRoot() && Child.onPath("setpriv")).isTrue();
        try (Child child =
                Child.of("setpriv", "--reuid", "54321", "--regid", "54321", "--clear-groups", "sleep", "600")) {
            child.running("sleep");
            try (LiveProcess process = LiveProcess.open(child.pid())) {
                assertThat(process.uid()).isEqualTo(54321);
                assertThat(process.user()).isEqualTo("54321");
            }
        }
        assertThat(Users.name(0)).isEqualTo("root");
        assertThatExceptionOfType(ProcessException.class).isThrownBy(() -> LiveProcess.open(Long.MAX_VALUE));
    }
}
