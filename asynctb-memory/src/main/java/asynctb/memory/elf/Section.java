package asynctb.memory.elf;

/**
 * A named part of a file.
 *
 * @param type what it holds, as the format numbers it
 * @param address where in memory it begins, before the bias; 0 if it is not loaded
 * @param offset where in the file it begins
 * @param size in bytes
 * @param link index of the section that belongs to it (of a symbol table: its strings)
 */
public record Section(String name, int type, long address, long offset, long size, int link) {
    static final int SYMTAB = 2;
    static final int NOBITS = 8;
    static final int DYNSYM = 11;
}
