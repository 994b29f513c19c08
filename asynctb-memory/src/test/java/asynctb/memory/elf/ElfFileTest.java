package asynctb.memory.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElfFileTest {
    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void bothClassesAndByteOrdersAreRead(boolean wide, boolean little) throws Exception {
        ElfFile elf = new ElfBytes(wide, little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN).read();
        assertThat(elf.is64Bit()).isEqualTo(wide);
        assertThat(elf.isLittleEndian()).isEqualTo(little);
        assertThat(elf.type()).isEqualTo(ElfFile.DYN);
        assertThat(elf.machine()).isEqualTo("x86_64");
        assertThat(elf.segments())
                .first()
                .isEqualTo(new Segment(
                        Segment.LOAD, Segment.READ, 0, ElfBytes.VADDR, ElfBytes.SIZE, ElfBytes.SIZE, 0x1000));
        assertThat(elf.buildId()).contains("0102feff");
        assertThat(elf.symbol("answer")).contains(new Symbol("answer", ElfBytes.ANSWER, 8));
        assertThat(elf.symbol("other")).contains(new Symbol("other", ElfBytes.VADDR + ElfBytes.DATA, 4));
        assertThat(elf.symbol("ther")).isEmpty();
        assertThat(elf.symbol("")).isEmpty();
        Section data = elf.section(".data").orElseThrow();
        assertThat(data.address()).isEqualTo(ElfBytes.VADDR + ElfBytes.DATA);
        assertThat(elf.bytes(data, 8)).isEqualTo("abcdefgh".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> elf.bytes(data, 7)).isInstanceOf(ElfException.class);
        assertThat(elf.section(".bss")).isEmpty();
    }

    @Test
    void theBiasIsThatOfTheSegmentMapped() throws Exception {
        ElfFile elf = ElfBytes.usual().read();
        assertThat(elf.bias(0x7f0000000000L, 0)).isEqualTo(0x7f0000000000L - ElfBytes.VADDR);
        ElfFile fixed = ElfBytes.usual().setShort(16, ElfFile.EXEC).read();
        assertThat(fixed.bias(0x400000, 0)).isZero();
        // A second segment whose addresses are a page further than its place in the file.
        int second = ElfBytes.SEGMENTS + 56;
        ElfFile shifted = ElfBytes.usual()
                .set(second, Segment.LOAD)
                .setLong(second + 8, 0x2345)
                .setLong(second + 16, 0x3345)
                .setLong(second + 32, 0x100)
                .read();
        assertThat(shifted.bias(0x7f0000003000L, 0x2000)).isEqualTo(0x7f0000000000L);
    }

    @Test
    void manySegmentsAreCountedInTheFirstSection() throws Exception {
        int count = 70_000;
        var bytes = new byte[ElfBytes.SIZE + count * 56];
        byte[] small = ElfBytes.usual()
                .setShort(56, 0xffff)
                .setLong(32, ElfBytes.SIZE)
                .set(ElfBytes.SECTIONS + 44, count)
                .array();
        System.arraycopy(small, 0, bytes, 0, small.length);
        bytes[bytes.length - 56] = Segment.LOAD;
        ElfFile elf = ElfFile.read(ElfBytes.source(bytes, 0));
        assertThat(elf.segments()).hasSize(count);
        assertThat(elf.segments().get(count - 1).type()).isEqualTo(Segment.LOAD);
    }

    @Test
    void manySectionsAreCountedThereToo() throws Exception {
        ElfFile elf = ElfBytes.usual()
                .setShort(60, 0)
                .setShort(62, 0xffff)
                .setLong(ElfBytes.SECTIONS + 32, 5)
                .set(ElfBytes.SECTIONS + 40, 3)
                .read();
        assertThat(elf.section(".data")).isPresent();
        assertThat(elf.symbol("answer")).isPresent();
    }

    @Test
    void placesBeyondTwoGibibytesAreReached() throws Exception {
        int section = ElfBytes.SECTIONS + 64;
        byte[] bytes = ElfBytes.usual().setLong(section + 24, 5L << 30).array();
        ElfFile elf = ElfFile.read(ElfBytes.source(bytes, 6L << 30));
        assertThat(elf.bytes(elf.section(".data").orElseThrow(), 8)).isEqualTo(new byte[8]);
        ElfFile cut = ElfFile.read(ElfBytes.source(bytes, 5L << 30));
        assertThatThrownBy(() -> cut.bytes(cut.section(".data").orElseThrow(), 8))
                .isInstanceOf(ElfException.class);
    }

    @Test
    void sectionsThatTakeNoRoomHaveNoBytes() throws Exception {
        ElfFile elf = ElfBytes.usual()
                .set(ElfBytes.SECTIONS + 64 + 4, Section.NOBITS)
                .setLong(ElfBytes.SECTIONS + 64 + 24, 1L << 60)
                .read();
        assertThat(elf.bytes(elf.section(".data").orElseThrow(), 8)).isEmpty();
    }

    @Test
    void damageIsSaid() {
        assertThatThrownBy(() -> ElfFile.read(ElfBytes.source(new byte[0], 0))).isInstanceOf(ElfException.class);
        assertThatThrownBy(() -> ElfFile.read(ElfBytes.source(new byte[64], 0)))
                .isInstanceOf(ElfException.class)
                .hasMessage("is no ELF file");
        assertThatThrownBy(() -> ElfBytes.usual().set(4, 0x0303).read()).isInstanceOf(ElfException.class);
        assertThatThrownBy(() -> ElfBytes.usual().setLong(32, -1).read()).isInstanceOf(ElfException.class);
        assertThatThrownBy(() -> ElfBytes.usual().setShort(54, 1).read()).isInstanceOf(ElfException.class);
        assertThatThrownBy(() -> ElfBytes.usual().set(ElfBytes.NOTE, -1).read().notes())
                .isInstanceOf(ElfException.class);
        assertThatThrownBy(() -> ElfBytes.usual()
                        .setLong(ElfBytes.SECTIONS + 2 * 64 + 24, Long.MAX_VALUE)
                        .read()
                        .symbol("answer"))
                .isInstanceOf(ElfException.class);
    }

    /** The C library that this test itself uses. */
    private static byte[] library() throws Exception {
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            String line = maps.filter(it -> it.matches(".*/(libc[.-]|ld-musl).*"))
                    .findFirst()
                    .orElseThrow();
            return Files.readAllBytes(Path.of(line.substring(line.indexOf('/'))));
        }
    }

    private static byte[] withoutSections(byte[] file) {
        byte[] stripped = file.clone();
        Arrays.fill(stripped, 40, 48, (byte) 0);
        Arrays.fill(stripped, 58, 64, (byte) 0);
        return stripped;
    }

    @Test
    void dynamicSymbolsAreFoundWithoutSections() throws Exception {
        byte[] library = library();
        ElfFile whole = ElfFile.read(ElfBytes.source(library, 0));
        ElfFile stripped = ElfFile.read(ElfBytes.source(withoutSections(library), 0));
        assertThat(whole.section(".dynsym")).isPresent();
        assertThat(stripped.section(".dynsym")).isEmpty();
        for (String name : new String[] {"malloc", "environ", "strlen", "epoll_wait", "no such name", ""}) {
            assertThat(stripped.symbol(name)).isEqualTo(whole.symbol(name));
            assertThat(stripped.symbol(name)).isEqualTo(linear(whole, library, name));
        }
        assertThat(stripped.symbol("malloc")).isPresent();
        assertThat(stripped.buildId()).isEqualTo(whole.buildId());
    }

    /** Without the table of hashes, through all symbols. */
    private static java.util.Optional<Symbol> linear(ElfFile elf, byte[] library, String name) throws ElfException {
        Section symbols = elf.section(".dynsym").orElseThrow();
        Section strings = elf.section(".dynstr").orElseThrow();
        ByteOrder order = elf.isLittleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        var image = new Image(ElfBytes.source(library, 0), library.length, elf.is64Bit(), order);
        long count = symbols.size() / SymbolTable.size(image);
        return new SymbolTable(image, symbols.offset(), count, strings.offset(), strings.size()).find(name);
    }

    private static void readAll(byte[] bytes) {
        try {
            ElfFile elf = ElfFile.read(ElfBytes.source(bytes, 0));
            elf.bias(0x1000, 0x2000);
            for (String name : new String[] {".data", ".dynsym", ".symtab"}) {
                var section = elf.section(name);
                if (section.isPresent()) {
                    elf.bytes(section.get(), 1 << 20);
                }
            }
            elf.symbol("answer");
            elf.symbol("malloc");
            elf.buildId();
        } catch (ElfException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Test
    @Timeout(120) // a guard against hanging
    void garbageIsNeverMoreThanAnElfException() throws Exception {
        var random = new Random(20261123);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new ElfBytes(
                            random.nextBoolean(), random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                    .array();
            mutate(bytes, bytes.length, random);
            readAll(random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes);
        }
        byte[] library = library();
        byte[] stripped = withoutSections(library);
        for (int round = 0; round < 300; round++) {
            byte[] bytes = (round % 2 == 0 ? library : stripped).clone();
            // The headers and what they lead to: the first pages, and the dynamic section, which is anywhere.
            mutate(bytes, 4096, random);
            mutate(bytes, bytes.length, random);
            readAll(bytes);
        }
    }

    private static void mutate(byte[] bytes, int range, Random random) {
        for (int count = 1 + random.nextInt(12); count > 0; count--) {
            int at = 4 + random.nextInt(Math.min(range, bytes.length) - 4);
            bytes[at] = switch (random.nextInt(4)) {
                case 0 -> (byte) 0xff;
                case 1 -> 0x7f;
                case 2 -> 0;
                default -> (byte) random.nextInt();
            };
        }
    }
}
