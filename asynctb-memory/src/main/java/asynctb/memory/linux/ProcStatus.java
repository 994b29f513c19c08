package asynctb.memory.linux;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

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
        var numbers = new ArrayList<Long>();
        var words = new StringTokenizer(lines.getOrDefault(name, ""));
        while (words.hasMoreTokens()) {
            String word = words.nextToken();
            if (Digits.areDecimal(word, 18)) {
                numbers.add(Long.valueOf(word));
            }
        }
        return numbers;
    }

    /** A number of a line, from 0; -1 if it is not there. */
    long number(String name, int index) {
        List<Long> numbers = numbers(name);
        return index < numbers.size() ? numbers.get(index) : -1;
    }

    /** A line of hexadecimal bits; 0 if it is not there. */
    long bits(String name) {
        String bits = lines.getOrDefault(name, "");
        return Digits.areHexadecimal(bits, 0, 16) ? Long.parseUnsignedLong(bits, 16) : 0;
    }
}
