package asynctb.memory.linux;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.memory.Mapping;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParsingTest {
    @Test
    void mappings() {
        List<Mapping> mappings = MapsReader.parse("""
                55d0c8a00000-55d0c8a2c000 r-xp 00001000 fe:00 1234                       /usr/bin/python3.11
                55d0c9000000-55d0c9021000 rw-p 00000000 00:00 0                          [heap]
                7f0000000000-7f0000001000 rw-p 00000000 00:00 0\s
                7f0000002000-7f0000003000 r--p 00000000 fe:00 77                         /opt/my app/lib x.so (deleted)
                7f0000004000-7f0000005000 r--s 00002000 00:01 9223372036854775809        /tmp/two\\012lines
                ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]
                """);
        assertThat(mappings)
                .containsExactly(
                        new Mapping(
                                0x55d0c8a00000L,
                                0x55d0c8a2c000L,
                                true,
                                false,
                                true,
                                0x1000,
                                1234,
                                "/usr/bin/python3.11",
                                false),
                        new Mapping(0x55d0c9000000L, 0x55d0c9021000L, true, true, false, 0, 0, "[heap]", false),
                        new Mapping(0x7f0000000000L, 0x7f0000001000L, true, true, false, 0, 0, "", false),
                        new Mapping(
                                0x7f0000002000L,
                                0x7f0000003000L,
                                true,
                                false,
                                false,
                                0,
                                77,
                                "/opt/my app/lib x.so",
                                true),
                        new Mapping(
                                0x7f0000004000L,
                                0x7f0000005000L,
                                true,
                                false,
                                false,
                                0x2000,
                                0x8000000000000001L,
                                "/tmp/two\nlines",
                                false),
                        new Mapping(
                                0xffffffffff600000L,
                                0xffffffffff601000L,
                                false,
                                false,
                                true,
                                0,
                                0,
                                "[vsyscall]",
                                false));
        assertThat(mappings.get(5).contains(0xffffffffff600fffL)).isTrue();
        assertThat(mappings.get(5).contains(0x7f0000000000L)).isFalse();
    }

    @Test
    void damagedMappingsAreLeftOut() {
        assertThat(MapsReader.parse("x\n-\n1-2 r 0 0 0\nzz-yy r--p 0 0:0 0\n1-2 r--p 0 0:0 -\n\n"))
                .isEmpty();
    }

    @Test
    void namesOfProcessesMayHoldAnything() {
        String rest = " S 7 1 1 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 4711 99 99";
        assertThat(ProcStat.parse("12 (a b) c) (d)" + rest)).contains(new ProcStat("a b) c) (d", 'S', 7, false, 4711));
        assertThat(ProcStat.parse("2 (kthreadd) S 0 0 0 0 -1 2129984 1 2 3 4 5 6 7 8 20 0 1 0 5 0"))
                .contains(new ProcStat("kthreadd", 'S', 0, true, 5));
        assertThat(ProcStat.parse("")).isEmpty();
        assertThat(ProcStat.parse("12 (a)")).isEmpty();
        assertThat(ProcStat.parse("12 (a) S 1")).isEmpty();
        assertThat(ProcStat.parse("12 )a( S" + rest)).isEmpty();
    }

    @Test
    void callsAreOnlyThoseOf64Bits() {
        String arguments = " 0x7 0x2 0x3 0x4 0x5 0xffffffffffffffff ";
        assertThat(CallState.parse("45" + arguments + "0x7ffe00000000 0x7f0000000001\n"))
                .hasValueSatisfying(call -> {
                    assertThat(call.number()).isEqualTo(45);
                    assertThat(call.argument(0)).isEqualTo(7);
                    assertThat(call.argument(5)).isEqualTo(-1);
                });
        assertThat(CallState.parse("running\n")).isEmpty();
        assertThat(CallState.parse("-1 0x7ffe00000000 0x7f0000000001")).isEmpty();
        assertThat(CallState.parse("45" + arguments + "0xffffd000 0xf7000001")).isEmpty();
    }

    @Test
    void tablesOfCallsAreThereForTwoMachines() {
        assertThat(SystemCalls.load("amd64")).containsEntry(45L, "recvfrom").containsEntry(202L, "futex");
        assertThat(SystemCalls.load("aarch64")).containsEntry(207L, "recvfrom").containsEntry(98L, "futex");
        assertThat(SystemCalls.load("vax")).isEqualTo(Map.of());
    }

    @Test
    void addressesOfSockets() {
        assertThat(ByteOrder.nativeOrder()).isEqualTo(ByteOrder.LITTLE_ENDIAN); // as the texts below
        assertThat(address("0500000A:1538")).isEqualTo("10.0.0.5:5432");
        assertThat(address("00000000:1F90")).isEqualTo("*:8080");
        assertThat(address("00000000000000000000000001000000:01BB")).isEqualTo("[::1]:443");
        assertThat(address("B80D0120000000000000000001000000:0050")).isEqualTo("[2001:db8::1]:80");
        assertThat(address("0000000000000000FFFF00000500000A:0050")).isEqualTo("10.0.0.5:80");
        assertThat(address("B80D0120010000000000000001000000:0050")).isEqualTo("[2001:db8:0:1::1]:80");
        assertThat(SocketAddress.parse("0500000A")).isEmpty();
        assertThat(SocketAddress.parse("0500000A00:12")).isEmpty();
    }

    private static String address(String text) {
        return SocketAddress.parse(text).orElseThrow().toString();
    }

    @Test
    void rightsAreThoseOfExactlyOneClass() {
        FileFacts file = new FileFacts(0100604, 10, 20, 2, "key", 3, java.time.Instant.EPOCH, java.time.Instant.EPOCH);
        assertThat(new Credentials(10, Set.of()).may(Credentials.READ, file)).isTrue();
        assertThat(new Credentials(11, Set.of(20L)).may(Credentials.READ, file)).isFalse();
        assertThat(new Credentials(11, Set.of(21L)).may(Credentials.READ, file)).isTrue();
        assertThat(new Credentials(0, Set.of()).may(Credentials.READ, file)).isTrue();
        assertThat(new Credentials(10, Set.of()).may(Credentials.SEARCH, file)).isFalse();
    }

    @Test
    void credentialsAreThoseForFiles() {
        ProcStatus status = ProcStatus.parse("Name:\tx\nUid:\t1\t2\t3\t4\nGid:\t5\t6\t7\t8\nGroups:\t9 10 \n");
        assertThat(Credentials.of(status)).isEqualTo(new Credentials(4, Set.of(8L, 9L, 10L)));
    }

    @Test
    void refusalsSayWhatToType() {
        ProcStatus user = status(1000, "0");
        ProcStatus root = status(0, "0");
        ProcStatus tracer = status(0, "80000");
        assertThat(Refusal.why(7, user, root, 0)).contains("belongs to root", "`sudo asynctb 7`");
        assertThat(Refusal.why(7, user, user, 1)).contains("ptrace_scope=0`", "`sudo asynctb 7`");
        assertThat(Refusal.why(7, user, user, 2)).contains("`sudo asynctb 7`").doesNotContain("=0");
        assertThat(Refusal.why(7, user, user, 3)).contains("nobody").doesNotContain("sudo");
        assertThat(Refusal.why(7, user, user, 0)).contains("gave up", "`sudo asynctb 7`");
        assertThat(Refusal.why(7, root, user, 0)).contains("`docker run --cap-add SYS_PTRACE`");
        assertThat(Refusal.why(7, tracer, user, 0)).contains("namespace");
    }

    private static ProcStatus status(int user, String capabilities) {
        String users = (user + "\t").repeat(4);
        return ProcStatus.parse("Uid:\t" + users + "\nCapEff:\t" + capabilities + "\nSeccomp:\t0\n");
    }
}
