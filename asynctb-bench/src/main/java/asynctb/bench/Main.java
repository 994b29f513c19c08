package asynctb.bench;

import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;
import asynctb.testkit.Pythons;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code tools/bench.sh}. The table goes to standard output, what happens meanwhile to standard error. */
public final class Main {
    /** The property that holds the folder of the project. */
    static final String HOME = "asynctb.home";

    /** The newest that was released, with all that the scenarios compare with. */
    private static final String DEFAULT_PYTHON = "3.14";

    private static final String PATIENCE_SECONDS = "300";

    private Main() {}

    /**
     * Ends the machine with 0, 1 if something that is needed is missing, 2 if the command line was wrong.
     *
     * @param arguments see {@link Options#USAGE}
     */
    public static void main(String[] arguments) throws IOException {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setProperty(PythonProcess.PATIENCE, PATIENCE_SECONDS);
        if (List.of(arguments).contains("--help")) {
            out.print(Options.USAGE);
            return;
        }
        try {
            Options options = Options.parse(List.of(arguments), defaultPeers());
            List<Scenario> wanted = wanted(options.scenarios());
            if (options.list()) {
                wanted.forEach(it -> out.println(it.name() + ": " + it.title()));
            } else {
                run(options, wanted, out);
            }
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage() + "\n" + Options.USAGE);
            System.exit(2);
        } catch (IllegalStateException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(Options options, List<Scenario> wanted, PrintStream out) throws IOException {
        Python python = python(options.python());
        Path home = Path.of(System.getProperty(HOME, "")).toAbsolutePath();
        // It also builds what is to be measured.
        String asynctb = home.resolve("asynctb").toString();
        Workshop.run(List.of(asynctb, "--version"));
        Workshop workshop = Workshop.open();
        // Also when it is interrupted: outputs may be large.
        Runtime.getRuntime().addShutdownHook(new Thread(workshop::close));
        var box = new Toolbox(home, options.peers(), workshop, HelloWorld.make(workshop), python);
        var facts = new ArrayList<>(Machine.facts());
        facts.add("CPython " + python.version());
        facts.add(Workshop.run(List.of(asynctb, "--version")).strip());
        facts.addAll(box.versions());
        out.print(Report.head(facts));
        var bench = new Bench(box, options.runs());
        for (Scenario scenario : wanted) {
            System.err.print(scenario.name());
            out.print(bench.run(scenario));
            out.flush();
        }
    }

    private static List<Scenario> wanted(List<String> names) {
        List<Scenario> all = Scenarios.all();
        for (String name : names) {
            if (all.stream().noneMatch(it -> it.name().equals(name))) {
                throw new IllegalArgumentException("There is no scenario " + name + "; --list names all.");
            }
        }
        return names.isEmpty()
                ? all
                : all.stream().filter(it -> names.contains(it.name())).toList();
    }

    private static Python python(@Nullable String minor) {
        String wanted = minor == null ? DEFAULT_PYTHON : minor;
        Optional<Python> python = Pythons.find(wanted);
        if (minor == null && python.isEmpty() && !Pythons.all().isEmpty()) {
            return Pythons.all().getLast();
        }
        return python.orElseThrow(
                () -> new IllegalStateException("CPython " + wanted + " was not found; --python names another."));
    }

    private static Path defaultPeers() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path folder =
                cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return folder.resolve("asynctb/peers");
    }
}
