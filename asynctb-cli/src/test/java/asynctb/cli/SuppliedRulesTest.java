package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.ExtractOptions;
import asynctb.Selector;
import asynctb.Target;
import asynctb.model.Child;
import asynctb.model.Context;
import asynctb.model.Extraction;
import asynctb.model.Frame;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.model.Tasks;
import asynctb.render.Format;
import asynctb.render.RenderOptions;
import asynctb.render.Renderer;
import asynctb.testkit.Needs;
import asynctb.testkit.PythonProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rules that a package of the target brings along: what they may add, and that they can take nothing away. */
class SuppliedRulesTest {
    private static final String SECRET = "hunter2";
    private static final int MUTANTS = Integer.getInteger("asynctb.mutants", 60);
    private static final String GOOD = """
            library = "evil"  # hunter2
            [[frame]]
            module = "evil"
            functions = ["call", "relay"]
            hide = true
            [[unwrap]]
            type = "evil.Signal"
            to = "self.behind"
            [[context]]
            type = "evil.Nest"
            describe = "{count(self.jobs[*])} jobs"
            children = "self.jobs[*]"
            [[context]]
            module = "evil"
            function = "guard"
            describe = "guards {local.manager}"
            [[task]]
            type = "evil.Job"
            all = 'module("__main__").JOBS[*]'
            name = "{self.name}"
            body = "self.body"
            """;

    private Path folder = Path.of("");
    private Path file = Path.of("");

    // The target gives up its rights, and others may not enter JUnit's temporary folders.
    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("asynctb-supplied").toRealPath();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path programs = Run.program("supplied");
        for (String name : List.of("evil", "other")) {
            Files.createDirectory(folder.resolve(name));
            Files.copy(programs.resolve(name + "/__init__.py"), folder.resolve(name + "/__init__.py"));
        }
        file = folder.resolve("evil/asynctb-rules.toml");
    }

    @AfterEach
    void removeFolder() throws IOException {
        Run.of(List.of("rm", "-r", folder.toString()));
        assertThat(folder).doesNotExist();
    }

    private PythonProcess start(String version) {
        PythonProcess process = Needs.python(version).start(Run.program("supplied_program.py"), folder.toString());
        process.awaitRest();
        return process;
    }

    private static Extraction extract(PythonProcess process, boolean supplied) {
        try (Target target = Asynctb.attach(process.pid())) {
            return target.extract(
                    List.of(
                            new Selector.AllThreads(),
                            new Selector.AllTasks(),
                            Selector.parse("__main__.WAITER"),
                            Selector.parse("__main__.HEIR"),
                            Selector.parse("__main__.BEHIND")),
                    ExtractOptions.defaults().withSuppliedRules(supplied));
        }
    }

    private static String text(Extraction extraction, Format format) {
        var text = new StringBuilder();
        try {
            Renderer renderer = Renderer.of(format, RenderOptions.defaults(), text);
            renderer.add(extraction);
            renderer.finish(List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    @Test
    void whatAFileMayAdd() throws IOException {
        for (String version : List.of("3.6", "3.14")) {
            Files.writeString(file, GOOD);
            try (PythonProcess process = start(version)) {
                Extraction extraction = extract(process, true);

                assertThat(extraction.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.DEADLOCK);
                assertThat(extraction.ruleFiles()).containsExactly(file.toString());
                assertThat(functions(stack(extraction, "__main__.WAITER")))
                        .containsExactly("waiter", "(relay)", "behind");
                assertThat(functions(stack(extraction, "__main__.HEIR"))).endsWith("behind");
                assertThat(extraction.tasks()).extracting(Stack::name).contains("job-0", "job-1");
                String text = text(extraction, Format.TEXT);
                assertThat(text)
                        .contains("evil.Nest, 5 jobs")
                        .contains("_GeneratorContextManager, guards <other.Manager")
                        .contains("Rules of " + file + " were used; --no-target-rules leaves them out.")
                        .doesNotContain(SECRET);

                String pid = Long.toString(process.pid());
                assertThat(Run.here(pid)).contains("5 jobs");
                assertThat(Run.here(pid, "--format=json")).contains("asynctb: Rules of the packages of process");
                assertThat(Run.here("find", pid, "--type", "task"))
                        .contains("  2 × evil.Job\n")
                        .contains("2 × task (\"job-0\" … \"job-1\"), waiting, in behind at ")
                        .endsWith("Rules of " + file + " were used; --no-target-rules leaves them out.\n");
                Files.writeString(file, GOOD.replace("self.body", "module('__main__').CROSSED[0]"));
                assertThat(Run.here("find", pid, "--type", "coroutine"))
                        .as("a task of asyncio awaits it, whatever the file says")
                        .containsPattern("coroutine cross, .*; awaited by task")
                        .contains("Rules of " + file)
                        .doesNotContain("job-");
                assertThat(Run.here("find", pid, "--type", "task", "--no-target-rules"))
                        .doesNotContain("evil.Job", file.toString());
                assertThat(Run.here(pid, "--no-target-rules")).doesNotContain("5 jobs", file.toString());
                assertThat(Run.here(pid, "--no-rules")).doesNotContain("5 jobs", file.toString());
            }
            Files.delete(file);
        }
    }

    private static Stack stack(Extraction extraction, String selector) {
        return extraction.stacks().stream()
                .filter(stack -> selector.equals(stack.selector()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> functions(Stack stack) {
        return stack.frames().stream()
                .map(frame -> frame.hide() ? "(" + frame.function() + ")" : frame.function())
                .toList();
    }

    @Test
    @Timeout(300)
    void hostileFiles() throws IOException {
        try (PythonProcess process = start("3.12")) {
            var before = new Others(extract(process, false));
            assertThat(before.frames).hasSizeGreaterThan(15);
            assertThat(before.deadlocks).hasSize(1);
            var softly = new SoftAssertions();
            int count = 0;
            for (Map.Entry<String, Maker> hostile : hostile().entrySet()) {
                hostile.getValue().make();
                check(softly, hostile.getKey(), before, process);
                Run.of(List.of("rm", "-rf", file.toString()));
                count++;
            }
            softly.assertAll();
            assertThat(count).isGreaterThanOrEqualTo(50);
        }
    }

    @Test
    @Timeout(300)
    void mutatedFiles() throws IOException {
        long seed = Long.getLong("asynctb.seed", System.nanoTime() % 1_000_000);
        System.out.println("mutated rule files with seed " + seed);
        var random = new Random(seed);
        try (PythonProcess process = start("3.12")) {
            var before = new Others(extract(process, false));
            var softly = new SoftAssertions();
            for (int i = 0; i < MUTANTS; i++) {
                String text = mutant(random);
                Files.writeString(file, text);
                check(softly, "mutant " + i + " of seed " + seed, before, process);
            }
            softly.assertAll();
        }
    }

    private static void check(SoftAssertions softly, String name, Others before, PythonProcess process) {
        Extraction extraction = extract(process, true);
        var after = new Others(extraction);
        softly.assertThat(after.frames).as(name + ": frames").containsAll(before.frames);
        softly.assertThat(after.hidden).as(name + ": hidden frames").isSubsetOf(before.hidden);
        softly.assertThat(after.tasks).as(name + ": tasks").containsAll(before.tasks);
        softly.assertThat(after.contexts).as(name + ": contexts").containsAll(before.contexts);
        softly.assertThat(after.deadlocks).as(name + ": deadlocks").isEqualTo(before.deadlocks);
        for (Problem problem : extraction.problems()) {
            softly.assertThat(problem.message()).as(name).doesNotContain(SECRET);
        }
        softly.assertThat(text(extraction, Format.JSON)).as(name).doesNotContain(SECRET);
    }

    /** What is seen of those things that are not the package's own. */
    private static final class Others {
        final List<String> frames = new ArrayList<>();
        final List<String> hidden = new ArrayList<>();
        final List<String> tasks = new ArrayList<>();
        final List<String> contexts = new ArrayList<>();
        final List<String> deadlocks;

        Others(Extraction extraction) {
            var roots = new ArrayList<>(extraction.stacks());
            roots.addAll(extraction.tasks());
            Tasks.topDown(roots).forEach(this::add);
            deadlocks = extraction.problems().stream()
                    .filter(problem -> problem.kind() == Problem.Kind.DEADLOCK)
                    .map(Problem::message)
                    .toList();
        }

        private void add(Stack stack) {
            if (stack.kind() == Stack.Kind.TASK) {
                tasks.add(stack.id());
            }
            for (Frame frame : stack.frames()) {
                boolean isOthers = !"evil".equals(frame.module());
                // What a rule shows a second time may have taken the plain id.
                String place = stack.id().replaceAll("#.*", "") + " " + frame.module() + "." + frame.function() + ":"
                        + frame.line();
                if (isOthers) {
                    frames.add(place);
                }
                if (isOthers && frame.hide() && !"evil".equals(stack.library())) {
                    hidden.add(place);
                }
                for (Context context : frame.contexts()) {
                    if (isOthers
                            && !context.hide()
                            && context.obj() != null
                            && !context.obj().type().startsWith("evil.")) {
                        contexts.add(place + " " + context.obj());
                    }
                    assertThat(context.children()).isInstanceOf(List.class).allMatch(Child.class::isInstance);
                }
            }
        }
    }

    /** Puts something in the place of the file. */
    private interface Maker {
        void make() throws IOException;
    }

    private Map<String, Maker> hostile() {
        var all = new LinkedHashMap<String, Maker>();
        texts().forEach((name, text) -> all.put(name, () -> Files.writeString(file, text + "\n# " + SECRET + "\n")));
        all.put("a FIFO", () -> Run.of(List.of("mkfifo", file.toString())));
        all.put("a link to a FIFO", () -> {
            Run.of(List.of("mkfifo", "-m", "666", folder.resolve("fifo").toString()));
            Files.createSymbolicLink(file, folder.resolve("fifo"));
        });
        all.put("a directory", () -> Files.createDirectory(file));
        all.put("a link to itself", () -> Files.createSymbolicLink(file, file));
        all.put("a link to a device", () -> Files.createSymbolicLink(file, Path.of("/dev/zero")));
        all.put("a link to a terminal", () -> Files.createSymbolicLink(file, Path.of("/dev/tty")));
        all.put("a link to the environment", () -> Files.createSymbolicLink(file, Path.of("/proc/self/environ")));
        all.put("a link to the kernel", () -> Files.createSymbolicLink(file, Path.of("/sys/kernel/notes")));
        all.put("a link out of the root", () -> Files.createSymbolicLink(file, Path.of("/proc/1/root/etc/passwd")));
        all.put("a link to another file", () -> {
            Files.writeString(folder.resolve("secret"), SECRET + " = \"" + SECRET + "\"\n" + SECRET);
            Files.createSymbolicLink(file, folder.resolve("secret"));
        });
        all.put("another user's file", () -> {
            Files.writeString(file, GOOD.replace("hide = true", "hide_line = true"));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        });
        all.put("a link to another user's file", () -> {
            Path secret = folder.resolve("shadow");
            Files.writeString(secret, SECRET);
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
            Files.createSymbolicLink(file, secret);
        });
        all.put("a file without end", () -> {
            try (var large = new RandomAccessFile(file.toFile(), "rw")) {
                large.setLength(1L << 40);
            }
        });
        all.put("a byte too much", () -> Files.writeString(file, "#".repeat(65_537)));
        all.put("no UTF-8", () -> Files.write(file, (SECRET + "\u00ff").getBytes(StandardCharsets.ISO_8859_1)));
        all.put("zeros", () -> Files.write(file, new byte[60_000]));
        all.put("nothing", () -> Files.createFile(file));
        all.put("a folder in its place that was moved", () -> {
            Path moved = folder.resolve("moved.toml");
            Files.writeString(moved, GOOD);
            Files.move(moved, file, StandardCopyOption.ATOMIC_MOVE);
        });
        return all;
    }

    private static String file(String entries) {
        return "library = \"evil\"\n" + entries;
    }

    /** Texts that are wrong, and such as are right but go too far. */
    private static Map<String, String> texts() {
        var all = new LinkedHashMap<String, String>();
        all.put("huge array", file("x = [" + "1,".repeat(30_000) + "]"));
        all.put("deep array", file("x = " + "[".repeat(30_000)));
        all.put("deep table", file("[" + "a.".repeat(20_000) + "b]"));
        all.put("deep inline tables", file("x = " + "{a = ".repeat(10_000)));
        all.put("many tables", file("[[frame]]\n".repeat(6_000)));
        all.put(
                "many keys",
                file(Stream.iterate(0, i -> i + 1)
                        .limit(5_000)
                        .map(i -> "k" + i + " = 1\n")
                        .reduce("", String::concat)));
        all.put("no library", "[[frame]]\nmodule = \"evil\"\nfunction = \"call\"\nhide = true");
        all.put("another library", GOOD.replace("library = \"evil\"", "library = \"other\""));
        all.put("library of a wrong type", "library = [\"evil\"]\n" + GOOD.substring(GOOD.indexOf('\n')));
        all.put("tables of a wrong type", file("frame = 1\nunwrap = \"x\"\ncontext = true\ntask = 1.5\nlock = {}"));
        all.put("a key with a control character", file("\"\\u001b[2J\" = 1"));
        all.put("frames of another package", frame("other", "work", "hide = true"));
        all.put("frames of the program", frame("__main__", "<module>", "hide = true"));
        all.put("frames of the loop", frame("asyncio.tasks", "sleep", "hide = true"));
        all.put("frames of a package with this one's name before", frame("evilest", "f", "hide = true"));
        all.put("frames that are not its own under its name", frame("evil", "work", "hide = true"));
        all.put("prune", frame("evil", "call", "prune = true"));
        all.put("prune that is false", frame("evil", "call", "prune = false\nhide = true"));
        all.put("redirect", frame("evil", "relay", "redirect = 'module(\"__main__\").BEHIND'"));
        all.put("redirect to nothing", frame("evil", "relay", "redirect = 'None'"));
        all.put("insert", frame("evil", "relay", "insert = 'local.awaitable'"));
        all.put("insert of what was seen", frame("evil", "relay", "insert = 'module(\"__main__\").WAITER'"));
        all.put(
                "a condition without end",
                frame(
                        "evil",
                        "relay",
                        "hide = true\nwhen = 'local.awaitable" + ".others[*].others[*]".repeat(20) + " is None'"));
        all.put(
                "nested parentheses",
                frame("evil", "call", "hide = true\nwhen = '" + "(".repeat(1_000) + "None" + ")".repeat(990) + "'"));
        all.put("many negations", frame("evil", "call", "hide = true\nwhen = '" + "not ".repeat(490) + "None'"));
        all.put("an expression that is too long", frame("evil", "call", "when = '" + "a".repeat(3_000) + "'"));
        all.put("unwrap to the one that waits", unwrap("evil.Signal", "module(\"__main__\").WAITER"));
        all.put("unwrap to itself", unwrap("evil.Signal", "self"));
        all.put("unwrap in a circle", unwrap("evil.Signal", "self.me.me.me"));
        all.put(
                "unwrap to everything",
                unwrap("evil.Signal", "self.others[*].others[*].others[*].others[*].others[*]"));
        all.put("unwrap to threads", unwrap("evil.Signal", "thread_inside(\"other\", \"rest\")"));
        all.put("unwrap of another's class", unwrap("other.Signal", "None"));
        all.put("unwrap of a builtin", unwrap("coroutine", "None"));
        all.put("unwrap of everything", unwrap("object", "None"));
        all.put("unwrap of tasks", unwrap("_asyncio.Task", "None"));
        all.put("unwrap of futures", unwrap("_asyncio.Future", "None"));
        all.put("unwrap of threads", unwrap("threading.Thread", "None"));
        all.put("hidden managers", context("evil.Nest", "hide = true"));
        all.put("another's managers", context("other.Manager", "describe = \"x\""));
        all.put("managers that keep everything", context("evil.Nest", "tasks = 'self.jobs[*]'"));
        all.put("managers that keep themselves", context("evil.Nest", "children = \"self\""));
        all.put("managers that stand for themselves", context("evil.Nest", "instead = \"self\""));
        all.put("managers that are made of all", context("evil.Nest", "inner = 'module(\"__main__\").WAITER'"));
        all.put("something in place of a generator", made("guard", "instead = 'module(\"__main__\").WAITER'"));
        all.put("hidden managers that are generators", made("guard", "hide = true"));
        all.put("generators that keep everything", made("guard", "tasks = 'local.manager.others[*]'"));
        all.put("generators that keep what is in them", made("guard", "children = 'local.manager'"));
        all.put(
                "another's generators",
                made("guard", "describe = \"x\"").replace("module = \"evil\"", "module = \"other\""));
        all.put("a template without end", context("evil.Nest", "describe = '" + "{self.jobs[*]}".repeat(130) + "'"));
        all.put("a template that quotes", context("evil.Nest", "describe = '{\"" + SECRET + "'"));
        all.put("tasks of the loop", task("_asyncio.Task", "module(\"asyncio\").all"));
        all.put("tasks that are no tasks", task("evil.Job", "module(\"other\")"));
        all.put(
                "tasks in a circle",
                task("evil.Job", "module(\"__main__\").JOBS[*]") + "parent = 'module(\"__main__\").JOBS[*]'\n");
        all.put(
                "tasks whose frames are others'",
                task("evil.Job", "module(\"__main__\").JOBS[*]")
                        .replace("self.body", "module(\\\"__main__\\\").WAITER"));
        all.put(
                "tasks whose frames are a deadlock's",
                task("evil.Job", "module(\"__main__\").JOBS[*]")
                        .replace("self.body", "module(\\\"__main__\\\").CROSSED[0]"));
        all.put("tasks without end", task("evil.Job", "module(\"__main__\").WAITER.cr_frame"));
        all.put("locks", file("[[lock]]\ntype = \"evil.Nest\""));
        all.put("others' locks", file("[[lock]]\ntype = \"other.Manager\""));
        all.put("a version that is none", "versions = \"" + ">".repeat(5_000) + "\"\n" + GOOD);
        all.put("names with control characters", unwrap("evil.\\u001b[31m", "None"));
        all.put("names with brackets", unwrap("evil.(a+)+$", "None"));
        all.put("a name without end", unwrap("evil" + ".a".repeat(20_000), "None"));
        return all;
    }

    private static String frame(String module, String function, String what) {
        return file("[[frame]]\nmodule = \"" + module + "\"\nfunction = \"" + function + "\"\n" + what);
    }

    private static String unwrap(String type, String to) {
        return file("[[unwrap]]\ntype = \"" + type + "\"\nto = '" + to + "'");
    }

    private static String context(String type, String what) {
        return file("[[context]]\ntype = \"" + type + "\"\n" + what);
    }

    private static String made(String function, String what) {
        return file("[[context]]\nmodule = \"evil\"\nfunction = \"" + function + "\"\n" + what);
    }

    private static String task(String type, String all) {
        return file("[[task]]\ntype = \"" + type + "\"\nall = '" + all + "'\nbody = \"self.body\"\n");
    }

    /** The good file with some pieces of it and of others changed for one another. */
    private static String mutant(Random random) {
        var pieces = new ArrayList<>(List.of(
                "[[frame]]",
                "[[unwrap]]",
                "[[context]]",
                "[[task]]",
                "[[lock]]",
                "hide = true",
                "prune = true",
                "redirect = \"self\"",
                "insert = 'local.awaitable'",
                "tasks = \"self.jobs[*]\"",
                "instead = \"self\"",
                "evil",
                "other",
                "call",
                "work",
                "self.me",
                "[*]",
                "self.others[*]",
                "{",
                "}",
                "\"",
                "'",
                "=",
                "\n",
                "object",
                "module(\"other\")",
                "thread_inside(\"other\", \"rest\")",
                "not ",
                "is_a(self, \"object\")",
                "\u0000",
                "\u20ac"));
        var text = new StringBuilder(GOOD.replace("  # " + SECRET, ""));
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length());
            String piece = pieces.get(random.nextInt(pieces.size()));
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, piece);
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)));
                case 2 -> text.replace(at, Math.min(text.length(), at + piece.length()), piece);
                default -> replaceWord(text, at, piece);
            }
        }
        return text + "\n# " + SECRET + "\n";
    }

    private static void replaceWord(StringBuilder text, int at, String piece) {
        int start = at;
        while (start > 0 && Character.isLetterOrDigit(text.charAt(start - 1))) {
            start--;
        }
        int end = at;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        text.replace(start, end, piece);
    }
}
