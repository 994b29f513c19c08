package asynctb.cpython.consistency;

import asynctb.Asynctb;
import asynctb.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes tracebacks in a Java machine of its own: {@code PID once|forever}. Writes a line after each. */
public final class Reader {
    private Reader() {}

    public static void main(String[] args) {
        try (Target target = Asynctb.attach(Long.parseLong(args[0]))) {
            do {
                System.out.println(target.extractThreads().target().consistency());
            } while (args[1].equals("forever"));
        }
    }

    /** Starts it, below another program if that is wished. */
    static Process start(List<String> above, String... args) throws IOException {
        var command = new ArrayList<>(above);
        String path = System.getProperty("java.class.path") + ":" + System.getProperty("jdk.module.path");
        command.addAll(List.of(System.getProperty("java.home") + "/bin/java", "-XX:+UseSerialGC", "-cp", path));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", Reader.class.getName()));
        command.addAll(Arrays.asList(args));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
