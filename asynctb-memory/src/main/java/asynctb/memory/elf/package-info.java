/** ELF files: sections, symbols, notes. */
package asynctb.memory.elf;
