package asynctb.cpython.layout;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The instructions of one version, read from the tables that {@code tools/opcodes/generate.py} makes. Byte code in memory
 * holds specialised and instrumented forms; the table brings them back to what was compiled.
 */
public final class OpcodeTable {
    /** What {@link #compiledName} gives where the original is kept elsewhere. */
    public static final String ELSEWHERE = "*";

    private static final int NUMBERS = 256;

    private final String[] names = new String[NUMBERS];
    private final String[] compiled = new String[NUMBERS];
    private final int[] caches = new int[NUMBERS];
    private final BitSet relativeJumps = new BitSet(NUMBERS);
    private final BitSet absoluteJumps = new BitSet(NUMBERS);
    private final BitSet backwardJumps = new BitSet(NUMBERS);
    private final Map<String, Integer> numbers = new HashMap<>();
    private int haveArgument;
    private int extendedArg;
    private int jumpUnit;

    private OpcodeTable() {}

    /** The table of a minor version of 3 that {@link PythonVersion#isKnown()}. */
    public static OpcodeTable load(int minor) {
        var table = new OpcodeTable();
        for (String line : TableFile.lines("/asynctb/cpython/opcode/cpython-3." + minor + ".opcodes")) {
            table.add(line.split(" "));
        }
        return table;
    }

    private void add(String[] words) {
        switch (words[0]) {
            case "have_argument" -> haveArgument = Integer.parseInt(words[1]);
            case "extended_arg" -> extendedArg = Integer.parseInt(words[1]);
            case "jump_unit" -> jumpUnit = Integer.parseInt(words[1]);
            case "jrel" -> addAll(relativeJumps, words);
            case "jabs" -> addAll(absoluteJumps, words);
            case "jback" -> addAll(backwardJumps, words);
            default -> {
                if (Character.isDigit(words[0].charAt(0))) {
                    int number = Integer.parseInt(words[0]);
                    names[number] = words[1];
                    compiled[number] = words[2];
                    caches[number] = Integer.parseInt(words[3]);
                    numbers.put(words[1], number);
                }
            }
        }
    }

    private static void addAll(BitSet set, String[] words) {
        for (int i = 1; i < words.length; i++) {
            set.set(Integer.parseInt(words[i]));
        }
    }

    /**
     * The name of the instruction that was compiled.
     *
     * @param number as it stands in memory, 0 to 255
     * @return {@link #ELSEWHERE} where the original is kept elsewhere, empty for a number that the version does not use
     */
    public String compiledName(int number) {
        String name = compiled[number];
        return name == null ? "" : name;
    }

    /** The number of the instruction that was compiled; -1 where {@link #compiledName} names none. */
    public int compiledNumber(int number) {
        return numbers.getOrDefault(compiledName(number), -1);
    }

    /** The name of the instruction as it stands in memory; empty for a number that the version does not use. */
    public String name(int number) {
        String name = names[number];
        return name == null ? "" : name;
    }

    /** Whether the version has an instruction of this name. */
    public boolean has(String name) {
        return numbers.containsKey(name);
    }

    /** How many cache entries, of two bytes each, follow the instruction. */
    public int caches(int number) {
        return caches[number];
    }

    /** Whether the second byte of the instruction means anything. */
    public boolean hasArgument(int number) {
        return number >= haveArgument;
    }

    /** Whether the instruction is the prefix that holds the upper bits of the next one's argument. */
    public boolean isExtendedArg(int number) {
        return number == extendedArg;
    }

    /**
     * Where an instruction jumps to.
     *
     * @param next the offset behind the instruction and its caches, in bytes
     * @return the offset in bytes; -1 if the instruction does not jump
     */
    public int jumpTarget(int number, int argument, int next) {
        if (absoluteJumps.get(number)) {
            return argument * jumpUnit;
        } else if (relativeJumps.get(number)) {
            return next + (backwardJumps.get(number) ? -argument : argument) * jumpUnit;
        }
        return -1;
    }
}
