package asynctb.memory.elf;

/**
 * A symbol that the file defines.
 *
 * @param value its address before the bias
 * @param size in bytes; 0 if not known
 */
public record Symbol(String name, long value, long size) {}
