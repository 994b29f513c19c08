package asynctb.memory.linux;

import java.util.Optional;

/**
 * What the kernel says of a process or thread in one line.
 *
 * @param name the thread's name, at most 15 bytes
 * @param state the letter of its state: {@code R}, {@code S}, {@code Z}…
 * @param parent process that started it; 0 if that is not to be seen from here
 * @param kernel whether it is a part of the kernel
 * @param startTicks when it was started, in ticks since the system was
 */
record ProcStat(String name, char state, long parent, boolean kernel, long startTicks) {
    private static final long KERNEL_THREAD = 0x00200000;
    private static final int PARENT = 1;
    private static final int FLAGS = 6;
    private static final int START = 19;

    /** Takes the text apart. The name may hold spaces and parentheses, but nothing after it does. */
    static Optional<ProcStat> parse(String text) {
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        if (open < 0 || close < open || close + 2 >= text.length()) {
            return Optional.empty();
        }
        String[] fields = text.substring(close + 2).strip().split(" ", -1);
        if (fields.length <= START || fields[0].length() != 1) {
            return Optional.empty();
        }
        try {
            String name = text.substring(open + 1, close);
            return Optional.of(new ProcStat(
                    name,
                    fields[0].charAt(0),
                    Long.parseLong(fields[PARENT]),
                    (Long.parseLong(fields[FLAGS]) & KERNEL_THREAD) != 0,
                    Long.parseLong(fields[START])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
