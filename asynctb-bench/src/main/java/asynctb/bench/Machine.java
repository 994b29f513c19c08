package asynctb.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the system says of this machine. */
final class Machine {
    private static final Pattern CPU = Pattern.compile("(?m)^model name\\s*: (.+)$");
    private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal:\\s+(\\d+) kB$");
    private static final long KIB_PER_GIB = 1 << 20;

    private Machine() {}

    /** A line for each fact. */
    static List<String> facts() throws IOException {
        return List.of(
                cpu(read("/proc/cpuinfo")) + ", " + Runtime.getRuntime().availableProcessors() + " cores, "
                        + gibibytes(read("/proc/meminfo")) + " GiB",
                "Linux " + read("/proc/sys/kernel/osrelease").strip(),
                "Java " + Runtime.version());
    }

    /** The load of the last 1, 5 and 15 minutes. */
    static String load() throws IOException {
        String[] words = read("/proc/loadavg").split(" ", -1);
        return String.join(", ", words[0], words[1], words[2]);
    }

    static String cpu(String cpuinfo) {
        Matcher matcher = CPU.matcher(cpuinfo);
        return matcher.find() ? matcher.group(1).strip() : "unknown processor";
    }

    static long gibibytes(String meminfo) {
        Matcher matcher = MEMORY.matcher(meminfo);
        return matcher.find() ? Math.round((double) Long.parseLong(matcher.group(1)) / KIB_PER_GIB) : 0;
    }

    private static String read(String file) throws IOException {
        return Files.readString(Path.of(file));
    }
}
