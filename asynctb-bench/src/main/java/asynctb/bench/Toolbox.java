package asynctb.bench;

import asynctb.testkit.Python;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All tools, as they are started here.
 *
 * @param home the folder of the project
 * @param peers the folder of the tools to compare with, as {@code tools/peers.sh} fills it
 * @param workshop what was made for this run
 * @param hello the command that starts a Java machine for nothing
 * @param python what the targets run in
 */
record Toolbox(Path home, Path peers, Workshop workshop, List<String> hello, Python python) {
    /** The name of the tool that only lets time pass; what the watch sees meanwhile is noise. */
    static final String NOTHING = "nothing (sleep 1)";

    /** The name of the Java machine that prints one line. */
    static final String HELLO = "JVM hello-world";

    private static final String RUNS_ASYNCIO_PS = "3.14";

    /** The folder of the libraries that tests run, in the newest versions for this Python. */
    String libraries() {
        Path install = home.resolve("tools/libraries/install.sh");
        return Workshop.run(List.of(install.toString(), python.executable().toString(), "newest"))
                .lines()
                .toList()
                .getLast();
    }

    Tool nothing() {
        return new Tool.Command(NOTHING, List.of("sleep", "1"), 0);
    }

    Tool helloWorld() {
        return new Tool.Command(HELLO, hello, 0);
    }

    /** Our command, as users run it. */
    Tool asynctb(String name, int shows, String... arguments) {
        return new Tool.Command(name, words(home.resolve("asynctb"), arguments), shows);
    }

    /** The peers that show threads. */
    List<Tool> threadPeers(int threads) {
        return List.of(
                peer("py-spy dump", "py-spy", threads, "dump", "--pid", Tool.PID),
                peer("py-spy dump --nonblocking", "py-spy", threads, "dump", "--nonblocking", "--pid", Tool.PID),
                peer("pystack remote", "pystack", threads, "remote", Tool.PID),
                peer("austin --where", "austin", threads, "--where", Tool.PID));
    }

    private Tool peer(String name, String program, int shows, String... arguments) {
        Path executable = program(program);
        return Files.isExecutable(executable)
                ? new Tool.Command(name, words(executable, arguments), shows)
                : missing(name);
    }

    /** CPython's own. */
    Tool pstree(int tasks) {
        String name = "python -m asyncio pstree";
        return python.isAtLeast(RUNS_ASYNCIO_PS)
                ? new Tool.Command(name, words(python.executable(), "-m", "asyncio", "pstree", Tool.PID), tasks)
                : new Tool.Missing(name, "came with CPython " + RUNS_ASYNCIO_PS);
    }

    /** The one that works inside the target. */
    Tool stackscope() {
        String name = "stackscope, in the target";
        Path folder = peers.resolve("stackscope");
        return Files.isDirectory(folder) ? new Tool.Question(name, "stackscope " + folder) : missing(name);
    }

    /** What a program could do for itself. */
    Tool collector() {
        return new Tool.Question("gc and traceback, in the target", "collector");
    }

    private static Tool missing(String name) {
        return new Tool.Missing(name, "not here; tools/peers.sh installs it");
    }

    /** One read of everything that the target holds. */
    Tool bulkRead() {
        return new Tool.Command("one bulk read", words(workshop.file("bulkread"), Tool.PID), 0);
    }

    /** Our renderer, without what comes before it. */
    Tool writerAlone(String name, int shows, String format, String selector) {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), WriterAlone.class.getName()));
        words.addAll(List.of(Tool.PID, selector, format, Tool.OUT));
        return new Tool.Part(new Tool.Command(name, words, shows));
    }

    /** The peers that are here, each with its version. */
    List<String> versions() {
        var versions = new ArrayList<String>();
        for (String name : List.of("py-spy", "pystack", "austin")) {
            Path program = program(name);
            if (Files.isExecutable(program)) {
                String said = Workshop.run(List.of(program.toString(), "--version"));
                versions.add(name + " " + said.replace(name, "").strip());
            }
        }
        String[] installed =
                peers.resolve("stackscope").toFile().list((folder, name) -> name.matches("stackscope-.*\\.dist-info"));
        for (String distribution : installed == null ? new String[0] : installed) {
            versions.add(distribution.replace(".dist-info", "").replace('-', ' '));
        }
        return versions;
    }

    private Path program(String name) {
        return peers.resolve("bin").resolve(name);
    }

    private static List<String> words(Path program, String... arguments) {
        var words = new ArrayList<String>();
        words.add(program.toString());
        words.addAll(List.of(arguments));
        return words;
    }
}
