package asynctb.cpython.thread;

/**
 * An interpreter of a process; most processes have one.
 *
 * @param address of its state
 * @param id its number; 0 is the main one
 */
public record Interpreter(long address, long id) {}
