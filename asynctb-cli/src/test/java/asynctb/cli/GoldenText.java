package asynctb.cli;

import asynctb.Asynctb;
import asynctb.ExtractOptions;
import asynctb.Selector;
import asynctb.Target;
import asynctb.model.Extraction;
import asynctb.model.TargetInfo.Consistency;
import asynctb.render.Format;
import asynctb.render.RenderOptions;
import asynctb.render.Renderer;
import asynctb.testkit.Libraries;
import asynctb.testkit.Needs;
import asynctb.testkit.PythonProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** What people see of programs that use libraries; the property {@code asynctb.golden} as {@code write} writes it anew. */
final class GoldenText {
    private static final int TRIES = 20;
    private static final Path TEXTS = Path.of("src/test/resources/asynctb/cli");

    private GoldenText() {}

    /** The text that was written down. */
    static String expected(String name) throws IOException {
        return Files.readString(TEXTS.resolve(name));
    }

    /** The text that was written down, or if that is wanted the one that is, which is then written down. */
    static String expected(String name, String text) throws IOException {
        if ("write".equals(System.getProperty("asynctb.golden"))) {
            Files.createDirectories(TEXTS);
            Files.writeString(TEXTS.resolve(name), text);
        }
        return expected(name);
    }

    /** All threads and tasks of a program, in the libraries of a set. */
    static String of(String program, String python, String set, String... arguments) throws IOException {
        Path file = Run.program(program);
        try (var process = Libraries.of(Needs.python(python), set).start(file, arguments)) {
            return of(process, file);
        }
    }

    /** All threads and tasks of a program that needs no libraries but the standard one. */
    static String of(String program, String python) throws IOException {
        return of(program, python, List.of());
    }

    /** The same of a program that is given arguments. */
    static String of(String program, String python, List<String> arguments) throws IOException {
        Path file = Run.program(program);
        try (var process = Needs.python(python).start(file, arguments.toArray(String[]::new))) {
            return of(process, file);
        }
    }

    private static String of(PythonProcess process, Path file) throws IOException {
        process.awaitRest();
        try (Target target = Asynctb.attach(pid(process))) {
            var text = new StringBuilder();
            Renderer renderer = Renderer.of(Format.TEXT, RenderOptions.defaults(), text);
            renderer.add(extract(target));
            renderer.finish(List.of());
            String folder = Objects.requireNonNull(file.getParent()) + "/";
            return normalized(text.substring(text.indexOf("\n\n") + 2).replace(folder, ""));
        }
    }

    /** At one moment: some servers look around a few times a second, and what is torn then would say so. */
    private static Extraction extract(Target target) {
        Extraction extraction;
        int left = TRIES;
        do {
            extraction = target.extract(
                    List.of(new Selector.AllThreads(), new Selector.AllTasks()), ExtractOptions.defaults());
        } while (extraction.target().consistency() == Consistency.UNPROVEN && --left > 0);
        return extraction;
    }

    /** The process that the program says is the one to look at, by a line {@code pid 12345}; if it says nothing, its own. */
    private static long pid(PythonProcess process) {
        return process.greeting().stream()
                .filter(line -> line.startsWith("pid "))
                .map(line -> Long.parseLong(line.substring("pid ".length())))
                .findFirst()
                .orElse(process.pid());
    }

    /** Without what is different each time, in each place, and in each patch of a Python; columns depend on places. */
    static String normalized(String text) {
        return text.replaceAll("Thread \\d+", "Thread 1")
                .replaceAll("0x[0-9a-f]+", "0x…")
                .replaceAll("-portal-[0-9a-f]+", "-portal-…")
                .replaceAll("PoolWorker-\\d+", "PoolWorker-9")
                .replaceAll("epoll_wait\\(\\d+\\)", "epoll_wait(3)")
                .replaceAll("\\b((?:asyncio|concurrent/futures)/\\w+|queue|threading)\\.py:\\d+", "$1.py:1")
                .replaceAll(":\\d+(?=  (?:async )?with (?:self|timeouts)\\b)", ":1")
                .replaceAll("\\bfd \\d+", "fd 9")
                .replaceAll("read\\(\\d+\\), pipe:\\[\\d+\\]", "read(9), pipe:[9]")
                .replaceAll("recvfrom\\(\\d+\\), TCP 127.0.0.1:\\d+", "recvfrom(9), TCP 127.0.0.1:9")
                .replaceAll("\\d+\\.\\d s\\b", "9.9 s")
                .replaceAll("(?<=[\\w>)]) {2,}(?=\\S)", "  ");
    }
}
