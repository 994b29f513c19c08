package asynctb.memory.elf;

/** An ELF file. */
public final class ElfFile {
    private ElfFile() {}
}
