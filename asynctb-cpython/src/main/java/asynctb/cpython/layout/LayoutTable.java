package asynctb.cpython.layout;

import java.util.HashMap;
import java.util.Map;

/** Reads the tables that {@code tools/layouts/generate.py} makes. */
public final class LayoutTable {
    private LayoutTable() {}

    /** The table of a minor version of 3 that {@link PythonVersion#isKnown()}. */
    public static Layout load(int minor) {
        var offsets = new HashMap<String, Integer>(2048);
        var sizes = new HashMap<String, Integer>(256);
        var bits = new HashMap<String, Layout.Bits>();
        for (String line : TableFile.lines("cpython-3." + minor + ".layout")) {
            if (line.startsWith("field ")) {
                put(offsets, line, 6);
            } else if (line.startsWith("struct ")) {
                put(sizes, line, 7);
            } else if (line.startsWith("bits ")) {
                putBits(bits, line);
            }
        }
        return new Layout(PythonVersion.ofMinor(minor), offsets, sizes, bits);
    }

    /** The name up to the first blank and the number behind it. */
    private static void put(Map<String, Integer> numbers, String line, int from) {
        int nameEnd = line.indexOf(' ', from);
        int numberEnd = line.indexOf(' ', nameEnd + 1);
        String number = line.substring(nameEnd + 1, numberEnd < 0 ? line.length() : numberEnd);
        numbers.put(line.substring(from, nameEnd), Integer.valueOf(number));
    }

    private static void putBits(Map<String, Layout.Bits> bits, String line) {
        String[] words = line.split(" ");
        bits.put(
                words[1],
                new Layout.Bits(Integer.parseInt(words[2]), Integer.parseInt(words[3]), Integer.parseInt(words[4])));
    }
}
