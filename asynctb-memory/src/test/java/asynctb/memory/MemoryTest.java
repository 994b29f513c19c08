package asynctb.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private static final long BASE = 0x7f0000000000L;

    /** Pages that hold, at each address, the lowest byte of the address divided by 3. */
    private static final class Pages implements MemorySource {
        final Set<Long> present = new TreeSet<>();
        final List<Long> reads = new ArrayList<>();
        int round = 0;

        Pages with(long address) {
            present.add(address >>> 12);
            return this;
        }

        @Override
        public int read(long address, byte[] target, int offset, int length) {
            reads.add(address);
            int done = 0;
            while (done < length && present.contains((address + done) >>> 12)) {
                target[offset + done] = at(address + done, round);
                done++;
            }
            return done;
        }

        static byte at(long address, int round) {
            return (byte) (address / 3 + round);
        }
    }

    private static Pages block() {
        return new Pages().with(BASE).with(BASE + 0x1000).with(BASE + 0x2000).with(BASE + 0x3000);
    }

    @Test
    void numbersAreReadInThisByteOrder() {
        var memory = new Memory((address, target, offset, length) -> {
            for (int i = 0; i < length; i++) {
                target[offset + i] = (byte) (0xf0 + (i & 7));
            }
            return length;
        });
        assertThat(memory.readLong(BASE)).isEqualTo(0xf7f6f5f4f3f2f1f0L);
        assertThat(memory.readInt(BASE + 4)).isEqualTo(0xf7f6f5f4);
        assertThat(memory.readUnsignedShort(BASE + 2)).isEqualTo(0xf3f2);
        assertThat(memory.readByte(BASE + 1)).isEqualTo((byte) 0xf1);
        assertThat(memory.readUnsignedByte(BASE + 1)).isEqualTo(0xf1);
    }

    @Test
    void whatWasReadOnceIsFrozen() {
        Pages pages = block();
        var memory = new Memory(pages);
        byte before = memory.readByte(BASE + 5);
        pages.round = 1;
        assertThat(memory.readByte(BASE + 5)).isEqualTo(before);
        assertThat(memory.readByte(BASE + 0x3fff)).isEqualTo(Pages.at(BASE + 0x3fff, 0));
        assertThat(pages.reads).containsExactly(BASE);
    }

    @Test
    void whatAnotherSourceHoldsIsComparedWhereItWasAskedFor() {
        Pages pages = block();
        var memory = new Memory(pages);
        memory.readByte(BASE + 0x1005);
        assertThat(memory.isSameIn(new Pages().with(BASE + 0x1000))).isTrue();
        assertThat(memory.isSameIn(new Pages().with(BASE))).isFalse();
        pages.round = 1;
        assertThat(memory.isSameIn(pages)).isFalse();
    }

    @Test
    void whatWasNotThereMustNotBeThere() {
        var memory = new Memory(new Pages().with(BASE));
        memory.readByte(BASE);
        assertThatThrownBy(() -> memory.readByte(BASE + 0x1000)).isInstanceOf(MemoryFault.class);
        assertThat(memory.isSameIn(new Pages().with(BASE))).isTrue();
        assertThat(memory.isSameIn(block())).isFalse();
    }

    @Test
    void valuesLieAcrossBlocks() {
        var memory = new Memory(block().with(BASE + 0x4000));
        byte[] bytes = memory.readBytes(BASE + 0x3ffc, 8);
        for (int i = 0; i < 8; i++) {
            assertThat(bytes[i]).isEqualTo(Pages.at(BASE + 0x3ffc + i, 0));
        }
        long expected = 0;
        for (int i = 7; i >= 0; i--) {
            expected = expected << 8 | (bytes[i] & 0xff);
        }
        assertThat(memory.readLong(BASE + 0x3ffc)).isEqualTo(expected);
    }

    @Test
    void pagesBesideAHoleAreKept() {
        var memory = new Memory(new Pages().with(BASE).with(BASE + 0x2000));
        assertThat(memory.readByte(BASE + 0xfff)).isEqualTo(Pages.at(BASE + 0xfff, 0));
        assertThat(memory.readByte(BASE + 0x2000)).isEqualTo(Pages.at(BASE + 0x2000, 0));
        assertThatThrownBy(() -> memory.readByte(BASE + 0x1000)).isInstanceOf(MemoryFault.class);
        assertThatThrownBy(() -> memory.readLong(BASE + 0xffc)).isInstanceOf(MemoryFault.class);
        assertThatThrownBy(() -> memory.readBytes(BASE + 0x2000, 0x1001)).isInstanceOf(MemoryFault.class);
        assertThat(memory.readBytes(BASE + 0x2000, 0x1000)).hasSize(0x1000);
    }

    @Test
    void aFaultSaysWhere() {
        var memory = new Memory(new Pages());
        assertThatThrownBy(() -> memory.readInt(0x18))
                .isInstanceOfSatisfying(MemoryFault.class, fault -> {
                    assertThat(fault.address()).isEqualTo(0x18);
                    assertThat(fault.getStackTrace()).isEmpty();
                })
                .hasMessageContaining("0x18");
    }

    @Test
    void theEndsOfTheAddressesAreNoExceptions() {
        var memory = new Memory(new Pages());
        for (long address : new long[] {-1, -8, Long.MAX_VALUE, Long.MIN_VALUE, 0}) {
            assertThatThrownBy(() -> memory.readLong(address)).isInstanceOf(MemoryFault.class);
            assertThatThrownBy(() -> memory.readByte(address)).isInstanceOf(MemoryFault.class);
            assertThat(memory.readBytes(address, 0)).isEmpty();
        }
    }

    @Test
    void manyBlocksAreFoundAgain() {
        var pages = new Pages();
        var memory = new Memory(pages);
        int count = 3000;
        for (int i = 0; i < count; i++) {
            pages.with(BASE + i * 0x10000L);
        }
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < count; i++) {
                long address = BASE + i * 0x10000L + 7;
                assertThat(memory.readByte(address)).isEqualTo(Pages.at(address, 0));
            }
        }
        // One for the block, four for its pages.
        assertThat(pages.reads).hasSize(count * 5);
    }

    @Test
    void twoCopiesOfOneMomentAreOne() {
        Pages pages = block();
        for (int round = 0; round < 1 << 4; round++) {
            // Each page in the one copy or the other, a missing one among them.
            var own = new ArrayList<Long>();
            var others = new ArrayList<Long>();
            for (int page = 0; page < 5; page++) {
                (page < 4 && (round >> page & 1) == 1 ? own : others).add(BASE / 0x1000 + page);
            }
            MemoryCopy both = copy(pages, own).plus(copy(pages, others));
            var bytes = new byte[5 * 0x1000];
            assertThat(both.read(BASE + 1, bytes, 0, bytes.length)).isEqualTo(4 * 0x1000 - 1);
            for (int i = 0; i < 4 * 0x1000 - 1; i++) {
                assertThat(bytes[i]).isEqualTo(Pages.at(BASE + 1 + i, 0));
            }
            assertThat(both.read(BASE + 4 * 0x1000, bytes, 0, 1)).isZero();
            assertThat(both.footprint().covers(Footprint.of(numbers(own)))).isTrue();
            assertThat(both.footprint().covers(Footprint.of(numbers(others)))).isTrue();
            assertThat(both.footprint().minus(Footprint.of(numbers(own))).bytes())
                    .isEqualTo(others.size() * 0x1000L);
        }
    }

    private static MemoryCopy copy(Pages pages, List<Long> numbers) {
        try (var plan = new MemoryCopy.Plan(pages, Footprint.of(numbers(numbers)))) {
            plan.run(System.nanoTime() + (1L << 62));
            return plan.copy();
        }
    }

    private static long[] numbers(List<Long> pages) {
        return pages.stream().mapToLong(Long::longValue).toArray();
    }
}
