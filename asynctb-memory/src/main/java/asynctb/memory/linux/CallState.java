package asynctb.memory.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The system call that a thread is in.
 *
 * @param number which call
 * @param arguments six of them
 */
record CallState(long number, List<Long> arguments) {
    private static final int ARGUMENTS = 6;

    /**
     * Takes the kernel's words apart: the number, six arguments, the stack and instruction pointers; for a thread that runs
     * or was stopped outside of a call there are fewer.
     */
    static Optional<CallState> parse(String text) {
        String[] words = text.strip().split(" ", -1);
        if (words.length != ARGUMENTS + 3 || !Digits.areDecimal(words[0], 9)) {
            return Optional.empty();
        }
        var numbers = new ArrayList<Long>();
        for (int i = 1; i < words.length; i++) {
            if (!words[i].startsWith("0x") || !Digits.areHexadecimal(words[i], 2, 16)) {
                return Optional.empty();
            }
            numbers.add(Long.parseUnsignedLong(words[i], 2, words[i].length(), 16));
        }
        boolean is32Bit = numbers.get(ARGUMENTS) >>> 32 == 0;
        // A 32-bit program on a 64-bit system numbers its calls in another way, and lives in the lowest 4 GiB.
        return is32Bit ? Optional.empty() : Optional.of(new CallState(Long.parseLong(words[0]), numbers));
    }

    long argument(int index) {
        return arguments.get(index);
    }
}
