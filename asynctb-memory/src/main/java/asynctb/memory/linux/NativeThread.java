package asynctb.memory.linux;

/**
 * A thread as the system sees it.
 *
 * @param tid its number as seen from here
 * @param innerTid its number inside the target's pid namespace; equal to {@code tid} outside of containers
 * @param name the system's name for it, at most 15 bytes; not what the program calls it
 * @param state the letter of its state: {@code R} running, {@code S} sleeping, {@code D} waiting for a device,
 *     {@code T} and {@code t} stopped, {@code Z} ended
 */
public record NativeThread(long tid, long innerTid, String name, char state) {}
