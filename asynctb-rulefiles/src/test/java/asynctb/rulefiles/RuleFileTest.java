package asynctb.rulefiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are right, wrong, and meant to harm. */
class RuleFileTest {
    private static final String SECRET = "hunter2";
    private static final String GOOD = """
            library = "moth"
            versions = ">=1.0, <2"

            [[frame]]
            module = "moth"
            functions = ["Loop.run", "f.<locals>.g"]
            hide = true
            when = 'local.x == 1 and not next.function == "wait"'

            [[frame]]
            module = "moth"
            function = "in_thread"
            hide_line = true
            redirect = 'thread_inside("moth", "_work" where local.job is outer.job)'

            [[unwrap]]
            type = "moth.Task"
            to = "self.coro"

            [[context]]
            type = "moth.Nest"
            describe = "{count(self.tasks[*])} of them"
            tasks = "self.tasks[*]"

            [[context]]
            module = "moth"
            function = "opened"
            describe = "{local.name} by {local.owner}"
            instead = "local.inner"

            [[task]]
            type = "moth.Task"
            all = 'module("moth").all_tasks[*]'
            name = "{self.name}"
            body = "self.coro"
            parent = "self.nest.owner"
            thread = 'thread_inside("moth", "Loop.run")'

            [[lock]]
            type = "moth.Lamp"
            reentrant = true
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void readsWhatIsRight() {
        RuleFile file = RuleFile.parse("f.toml", GOOD);

        assertThat(file.errors()).isEmpty();
        assertThat(file.rules().library()).isEqualTo("moth");
        assertThat(file.rules().versions().since()).isEqualTo("1.0");
        assertThat(file.rules().versions().before()).isEqualTo("2");
        assertThat(file.rules().frames()).hasSize(3);
        assertThat(file.rules().unwrappers()).containsOnlyKeys("moth.Task");
        assertThat(file.rules().contexts()).containsOnlyKeys("moth.Nest");
        assertThat(file.rules().taskTypes()).containsExactly("moth.Task");
        assertThat(file.rules().locks()).containsEntry("moth.Lamp", true);
        assertThat(file.uses()).extracting(RuleUse::line).containsExactly(4, 10, 16, 20, 25, 31);
        assertThat(file.rules().generatorContexts()).hasSize(1);
        assertThat(file.names()).hasSize(8);
    }

    private static String frame(String rest) {
        return "library = \"m\"\n[[frame]]\nmodule = \"m\"\nfunction = \"f\"\n" + rest;
    }

    private static String context(String expression) {
        return "library = \"m\"\n[[context]]\ntype = \"m.C\"\ninner = '" + expression + "'";
    }

    private static String generator(String rest) {
        return "library = \"m\"\n[[context]]\nmodule = \"m\"\nfunction = \"f\"\n" + rest;
    }

    private static Arguments wrong(String text, int line, String message) {
        return Arguments.of(text, line, message);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("", 1, "needs library"),
                wrong("library = 1", 1, "library"),
                wrong("library = \"" + SECRET + " " + SECRET + "\"", 1, "holds names"),
                wrong("library = \"m\"\nlibrary = \"" + SECRET + "\"", 2, "not TOML"),
                wrong("library = \"m\"\n" + SECRET + " = 1", 2, "no such key"),
                wrong("library = \"m\"\n\n[[" + SECRET + "]]", 3, "no such key"),
                wrong("library = \"m\"\n[" + SECRET + "." + SECRET + "]", 2, "no such key"),
                wrong("library = \"m\"\nversions = \"" + SECRET + "\"", 2, "versions"),
                wrong("library = \"m\"\nversions = \"==1\"", 2, "versions"),
                wrong("library = \"m\"\nversions = \"\"", 2, "versions"),
                wrong("library = \"m\"\nversions = 3", 2, "text"),
                wrong("library = \"m\"\nframe = 3", 2, "[[frame]]"),
                wrong("library = \"m\"\nframe = [1, 2]", 2, "[[frame]]"),
                wrong("library = \"m\"\n[frame]\nhide = true", 2, "[[frame]]"),
                wrong("library = \"m\"\n[[frame]]\nhide = true", 2, "needs module"),
                wrong("library = \"m\"\n[[frame]]\nmodule = \"m\"\nhide = true", 2, "either function or functions"),
                wrong(frame("functions = [\"g\"]\nhide = true"), 2, "either function or functions"),
                wrong(frame(""), 2, "says nothing"),
                wrong(frame("hide = \"" + SECRET + "\""), 5, "true or false"),
                wrong(frame("hide = 1"), 5, "true or false"),
                wrong(frame("prune = true\nredirect = 'local.x'"), 2, "only one of"),
                wrong(frame("when = 'local.x'"), 2, "says nothing"),
                wrong(frame("hide = true\nwhen = ''"), 6, "character 1"),
                wrong(frame("hide = true\nwhen = '" + SECRET + "'"), 6, "no such name"),
                wrong(frame("hide = true\nwhen = 'self.x'"), 6, "self"),
                wrong(frame("hide = true\nwhen = 'outer.x'"), 6, "outer"),
                wrong(frame("hide = true\nwhen = 'local.x ==" + " '"), 6, "something to begin with"),
                wrong(frame("hide = true\nwhen = 'local.x " + SECRET + "'"), 6, "should end"),
                wrong(frame("hide = true\nwhen = 'local.x ; local.y'"), 6, "no meaning here"),
                wrong(frame("hide = true\nwhen = '$x'"), 6, "no meaning here"),
                wrong(frame("hide = true\nwhen = 'next'"), 6, "here belongs '.'"),
                wrong(frame("hide = true\nwhen = 'next." + SECRET + "'"), 6, "of next there are"),
                wrong(frame("redirect = 'thread_inside(\"m\")'"), 5, "here belongs ','"),
                wrong(
                        frame("redirect = 'thread_inside(\"m\", \"f\" where thread_inside(\"m\", \"f\"))'"),
                        5,
                        "no other thread_inside"),
                wrong(frame("redirect = 'thread_inside(\"m\", \"f\" where next.leaf)'"), 5, "next"),
                wrong(
                        "library = \"m\"\n[[frame]]\nmodule = \"m\"\nfunctions = [" + "\"f\",".repeat(1001)
                                + "]\nhide=true",
                        4,
                        "not more than"),
                wrong("library = \"m\"\n[[frame]]\nmodule = \"m\"\nfunctions = []\nhide=true", 4, "list of names"),
                wrong("library = \"m\"\n[[frame]]\nmodule = \"m\"\nfunctions = [1]\nhide=true", 4, "holds names"),
                wrong("library = \"m\"\n[[frame]]\nmodule = \"m\"\nfunction = \"f g\"\nhide=true", 4, "holds names"),
                wrong(
                        "library = \"m\"\n[[frame]]\nmodule = \"\\u001b[1m\"\nfunction = \"f\"\nhide=true",
                        3,
                        "holds names"),
                wrong("library = \"m\"\n[[unwrap]]\ntype = \"m.C\"", 2, "needs to"),
                wrong("library = \"m\"\n[[unwrap]]\nto = \"self\"", 2, "either type or types"),
                wrong("library = \"m\"\n[[unwrap]]\ntype = \"m.C\"\nto = 5", 4, "text"),
                wrong("library = \"m\"\n[[unwrap]]\ntype = \"m.C\"\nto = \"local.x\"", 4, "local"),
                wrong(
                        "library = \"m\"\n[[unwrap]]\ntype = \"C\"\nto = \"self\"\n[[unwrap]]\ntype = \"C\"\nto = \"self\"",
                        5,
                        "another such rule"),
                wrong("library = \"m\"\n[[context]]\ntype = \"m.C\"", 2, "says nothing"),
                wrong("library = \"m\"\n[[context]]\ntype = \"m.C\"\ndescribe = \"{self\"", 4, "not closed"),
                wrong("library = \"m\"\n[[context]]\ntype = \"m.C\"\ndescribe = \"self}\"", 4, "not opened"),
                wrong(
                        "library = \"m\"\n[[context]]\ntype = \"m.C\"\ndescribe = \"{" + SECRET + "}\"",
                        4,
                        "no such name"),
                wrong(generator("inner = 'local.x'"), 2, "says nothing"),
                wrong(generator("hide = true\ninner = 'local.x'"), 6, "no such key"),
                wrong(generator("hide = true\ntype = \"m.C\""), 2, "not both"),
                wrong(generator("instead = 'self.x'"), 5, "self"),
                wrong(generator("instead = 'next.leaf'"), 5, "next"),
                wrong(generator("describe = '{self.x}'"), 5, "self"),
                wrong("library = \"m\"\n[[context]]\nfunction = \"f\"\nhide = true", 2, "needs module"),
                wrong("library = \"m\"\n[[task]]\ntype = \"m.C\"\nbody = \"self\"", 2, "needs all"),
                wrong("library = \"m\"\n[[task]]\ntype = \"m.C\"\nall = 'module(\"m\").x'", 2, "needs body"),
                wrong("library = \"m\"\n[[task]]\ntype = \"m.C\"\nall = 'self.x'\nbody = \"self\"", 4, "self"),
                wrong("library = \"m\"\n[[lock]]\nreentrant = true", 2, "either type"),
                wrong("library = \"m\"\n[[lock]]\ntype = \"m.C\"\nreentrant = [true]", 4, "true or false"),
                wrong(context("self" + ".a".repeat(1_000)), 4, "longer than"),
                wrong(context("(".repeat(900) + "self" + ")".repeat(900)), 4, "nested deeper"),
                wrong(context("is_a(".repeat(40) + "self"), 4, "nested deeper"),
                wrong(context("self[99999999999999999999]"), 4, "too large"),
                wrong(context("self[-1]"), 4, "no meaning here"),
                wrong(context("self[]"), 4, "a text, a number or *"),
                wrong(context("self[*"), 4, "here belongs ']'"),
                wrong(context("self." + SECRET + "()"), 4, "only ref() and closure()"),
                wrong(context("\"" + SECRET), 4, "no end"),
                wrong(context("module(self)"), 4, "a text in quotes"),
                wrong(context("self.ref(self)"), 4, "here belongs ')'"),
                wrong("a = " + "[".repeat(30_000), 1, ""),
                wrong("a = " + "{a=".repeat(20_000), 1, ""),
                wrong("a" + ".a".repeat(30_000) + " = 1", 1, ""),
                wrong("[a" + ".a".repeat(30_000) + "]", 1, ""),
                wrong("a = \"\"\"" + "x".repeat(60_000), 1, "not TOML"),
                wrong("x".repeat(RuleFile.MAX_SIZE + 1), 1, "larger than"),
                wrong("\0", 1, ""),
                wrong("library = \"m\"\nx = 1979-05-27T07:32:00Z\ny = inf", 2, "no such key"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void saysWhereAndNeverWhat(String text, int line, String message) {
        RuleFile file = RuleFile.parse("f.toml", text);

        assertThat(file.errors()).isNotEmpty();
        RuleFileError first = file.errors().getFirst();
        assertThat(file.errors().toString()).doesNotContain(SECRET);
        assertThat(first.message()).contains(message);
        assertThat(first.line()).isEqualTo(line);
        assertThat(first.toString()).startsWith("f.toml:" + line + ": ");
        assertThatThrownBy(file::rules).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void manyMistakesAreNotAllTold() {
        assertThat(RuleFile.parse("f.toml", "[[frame]]\n".repeat(5_000)).errors())
                .hasSize(100);
    }

    @Test
    void whatIsNoFileIsNotRead() throws IOException {
        assertThatThrownBy(() -> RuleFile.read(folder)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> RuleFile.read(folder.resolve("none"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> RuleFile.read(Path.of("/dev/zero"))).isInstanceOf(IOException.class);
        Path file = folder.resolve("f.toml");
        Files.write(file, new byte[] {'a', (byte) 0xff});
        assertThat(RuleFile.read(file).errors())
                .extracting(RuleFileError::message)
                .containsExactly("it is not UTF-8");
        Files.write(file, new byte[RuleFile.MAX_SIZE + 1]);
        assertThat(RuleFile.read(file).errors())
                .extracting(RuleFileError::message)
                .first()
                .asString()
                .contains("larger");
        Files.write(file, GOOD.getBytes(StandardCharsets.UTF_8));
        assertThat(RuleFile.read(file).errors()).isEmpty();
    }

    @Test
    void damagedFilesAreRefusedOrUnderstood() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        String marked = GOOD.replace("moth", SECRET);
        for (int i = 0; i < 2_000; i++) {
            String text = damaged(marked, random);
            RuleFile file;
            try {
                file = RuleFile.parse("f.toml", text);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
            assertThat(file.errors().toString())
                    .as("seed %d, round %d", seed, i)
                    .doesNotContain(SECRET);
            if (file.errors().isEmpty()) {
                ask(file, seed);
            }
        }
    }

    /** What is still understood reads an object that leads everywhere to itself. */
    private static void ask(RuleFile file, long seed) {
        var world = new FakeValue.World();
        var self = new FakeValue(0x10, SECRET + ".Task", SECRET + ".Nest");
        for (String name : List.of("coro", "tasks", "name", "nest", "owner", "all_tasks")) {
            self.with(name, self);
        }
        self.items.addAll(List.of(self, self));
        world.modules.put(SECRET, self);
        var failures = new ArrayList<RuleFailure>();
        try {
            file.rules().unwrappers().values().forEach(rule -> rule.unwrap(self, world));
            file.rules().contexts().values().forEach(rule -> rule.look(self, world));
            if (file.rules().tasks() != null) {
                file.rules().tasks().find(world);
            }
        } catch (RuleFailure e) {
            failures.add(e);
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed, e);
        }
        assertThat(failures.toString()).doesNotContain(SECRET);
    }

    private static String damaged(String text, Random random) {
        var damaged = new StringBuilder(text);
        String signs = "[]{}()\"'=.,*\n #\\0aé\u0000🦋";
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(4)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.insert(at, signs.charAt(random.nextInt(signs.length())));
                case 2 -> damaged.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
                default -> {
                    int end = Math.min(damaged.length(), at + random.nextInt(40));
                    damaged.insert(random.nextInt(damaged.length()), damaged.substring(at, end));
                }
            }
        }
        return damaged.toString();
    }
}
