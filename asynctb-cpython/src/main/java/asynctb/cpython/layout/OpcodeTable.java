package asynctb.cpython.layout;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The instructions of one version, read from the tables that {@code tools/opcodes/generate.py} makes. Byte code in memory
 * holds specialised and instrumented forms; the table brings them back to what was compiled.
 */
public final class OpcodeTable {
    private static final int NUMBERS = 256;

    private final String[] compiled;

    private OpcodeTable(String[] compiled) {
        this.compiled = compiled;
    }

    /** The table of a minor version of 3 that {@link PythonVersion#isKnown()}. */
    public static OpcodeTable load(int minor) {
        var compiled = new String[NUMBERS];
        String resource = "/asynctb/cpython/opcode/cpython-3." + minor + ".opcodes";
        try (InputStream in = OpcodeTable.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no opcode table " + resource);
            }
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (Character.isDigit(line.charAt(0))) {
                    String[] words = line.split(" ");
                    compiled[Integer.parseInt(words[0])] = words[2];
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new OpcodeTable(compiled);
    }

    /**
     * The name of the instruction that was compiled.
     *
     * @param number as it stands in memory, 0 to 255
     * @return {@code *} where the original is kept elsewhere, empty for a number that the version does not use
     */
    public String compiledName(int number) {
        String name = compiled[number];
        return name == null ? "" : name;
    }
}
