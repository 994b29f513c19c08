package asynctb.memory.linux;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the {@code status} file of a process or thread says, line by line.
 *
 * @param lines by their names
 */
record ProcStatus(Map<String, String> lines) {
    static ProcStatus parse(String text) {
        var lines = new HashMap<String, String>();
        for (String line : text.split("\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                lines.putIfAbsent(
                        line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return new ProcStatus(Map.copyOf(lines));
    }

    /** The numbers of a line; none if there is no such line. */
    List<Long> numbers(String name) {
        return Arrays.stream(lines.getOrDefault(name, "").split("\\s+", -1))
                .filter(word -> word.matches("[0-9]{1,18}"))
                .map(Long::valueOf)
                .toList();
    }

    /** A number of a line, from 0; -1 if it is not there. */
    long number(String name, int index) {
        List<Long> numbers = numbers(name);
        return index < numbers.size() ? numbers.get(index) : -1;
    }

    /** A line of hexadecimal bits; 0 if it is not there. */
    long bits(String name) {
        String bits = lines.getOrDefault(name, "");
        return bits.matches("[0-9a-f]{1,16}") ? Long.parseUnsignedLong(bits, 16) : 0;
    }
}
