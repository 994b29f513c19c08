package asynctb.memory.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The names of this machine's system calls; every architecture numbers them in its own way. */
final class SystemCalls {
    private static final Map<Long, String> NAMES = load(System.getProperty("os.arch", ""));

    private SystemCalls() {}

    /** The name of a call, or words that give its number. */
    static String name(long number) {
        return NAMES.getOrDefault(number, "system call " + number);
    }

    /** Reads the table of an architecture, as Java calls it; an empty one if there is none. */
    static Map<Long, String> load(String architecture) {
        String machine = architecture.equals("amd64") ? "x86_64" : architecture;
        var names = new HashMap<Long, String>();
        try (InputStream in = SystemCalls.class.getResourceAsStream("syscalls-" + machine + ".txt")) {
            if (in != null) {
                for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                    int blank = line.indexOf(' ');
                    if (blank > 0 && !line.startsWith("#")) {
                        names.put(Long.valueOf(line.substring(0, blank)), line.substring(blank + 1));
                    }
                }
            }
        } catch (IOException e) {
            return Map.of(); // numbers are better than nothing
        }
        return Map.copyOf(names);
    }
}
