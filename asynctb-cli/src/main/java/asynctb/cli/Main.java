package asynctb.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the Java machine begins. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        var interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new InterruptionThread(interruption));
        // Not System.out: it swallows failures, and writes in the locale's character set.
        var out = new FileOutputStream(FileDescriptor.out);
        var err = new FileOutputStream(FileDescriptor.err);
        var around = new Surroundings(out, err, System.getenv(), isTerminal("1"), isTerminal("2"));
        int status = new Command(around, new LiveTargets(), interruption).run(args);
        interruption.end();
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Asking Console takes milliseconds and some dozens of classes; the link takes neither. */
    private static boolean isTerminal(String descriptor) {
        try {
            String target =
                    Files.readSymbolicLink(Path.of("/proc/self/fd", descriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return isConsoleTerminal();
        }
    }

    @SuppressWarnings("SystemConsoleNull") // Null again where the Java machine is told to use its own console.
    private static boolean isConsoleTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static final class InterruptionThread extends Thread {
        private final Interruption interruption;

        InterruptionThread(Interruption interruption) {
            super("interruption");
            this.interruption = interruption;
        }

        @Override
        public void run() {
            interruption.come();
        }
    }
}
