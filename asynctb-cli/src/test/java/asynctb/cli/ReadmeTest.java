package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.testkit.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The README's example of the library does what it says, as printed there, wherever the library runs. */
class ReadmeTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("<!-- library example -->\\s*```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CONTEXTS =
            Pattern.compile("<!-- contexts example -->\\s*```java\\n(.*?)```", Pattern.DOTALL);
    private static final int MAX_LINES = 15;

    @TempDir
    Path folder = Path.of("");

    private String name = "";

    @BeforeEach
    void compile() throws IOException {
        Matcher readme = EXAMPLE.matcher(Files.readString(Run.project().resolve("README.md")));
        assertThat(readme.find()).as("README.md has an example").isTrue();
        String example = readme.group(1);
        assertThat(example.lines()).hasSizeLessThanOrEqualTo(MAX_LINES);
        Matcher type = Pattern.compile("public class (\\w+)").matcher(example);
        assertThat(type.find()).isTrue();
        name = type.group(1);
        Path source = folder.resolve(name + ".java");
        Files.writeString(source, example);
        Run run = Run.of(List.of(
                java25("javac"),
                "--release",
                "21",
                "-Xlint:all",
                "-Werror",
                "-cp",
                Classes.place("asynctb.Asynctb").toString(),
                "-d",
                folder.toString(),
                source.toString()));
        assertThat(run).isEqualTo(new Run(0, "", ""));
    }

    @ParameterizedTest(name = "Java {0}, {1} path, {2} the native part")
    @CsvSource({
        "25, module, with",
        "25, module, without",
        "25, class, with",
        "25, class, without",
        "21, module, with",
        "21, module, without",
        "21, class, with",
        "21, class, without"
    })
    void exampleRuns(String version, String path, String nativePart) {
        var libraries = new ArrayList<Path>();
        libraries.add(Classes.place("asynctb.Asynctb"));
        libraries.add(Classes.place("asynctb.memory.Memory"));
        libraries.add(Classes.place("asynctb.cpython.CPythonProvider"));
        if (nativePart.equals("with")) {
            libraries.add(Classes.place("asynctb.nativeaccess.ProcessVmReader"));
        }
        var command = new ArrayList<String>();
        command.add(
                version.equals("25")
                        ? java25("java")
                        : OtherJava.home("21").resolve("bin/java").toString());
        if (path.equals("module")) {
            command.addAll(
                    List.of("--module-path", Classes.paths(libraries.stream()), "--add-modules", "asynctb.core"));
        } else {
            libraries.forEach(library -> assertThat(library).exists());
        }
        Stream<Path> classes =
                path.equals("module") ? Stream.of(folder) : Stream.concat(Stream.of(folder), libraries.stream());
        command.addAll(List.of("-cp", Classes.paths(classes), name));
        try (var process = Needs.python("3.12").start(Run.program("shop_program.py"))) {
            command.add(Long.toString(process.pid()));
            Run run = Run.of(command);
            assertThat(run.errors()).isEmpty();
            String shop = Run.program("shop.py").toString();
            assertThat(run.output().replaceAll("0x[0-9a-f]+", "0x…"))
                    .isEqualTo("<coroutine object order at 0x…> waits in <shop.Payment object at 0x…>\n"
                            + "  " + shop + ":36 order()\n"
                            + "  " + shop + ":18 pay()\n");
            assertThat(run.status()).isZero();
        }
    }

    /** The lines about contexts, in a program around them. */
    @Test
    void contextsAreReadAsPrinted() throws IOException {
        Matcher readme = CONTEXTS.matcher(Files.readString(Run.project().resolve("README.md")));
        assertThat(readme.find()).as("README.md shows contexts").isTrue();
        Path source = folder.resolve("Contexts.java");
        Files.writeString(
                source,
                "import asynctb.*;\nimport asynctb.model.*;\nclass Contexts {\n"
                        + "public static void main(String[] args) {\n"
                        + "try (Target target = Asynctb.attach(Long.parseLong(args[0]))) {\n"
                        + readme.group(1) + "}}}\n");
        String libraries =
                Classes.paths(Stream.of("asynctb.Asynctb", "asynctb.memory.Memory", "asynctb.cpython.CPythonProvider")
                        .map(Classes::place));
        try (var process = Needs.python("3.12").start(Run.program("shop_program.py"))) {
            Run run =
                    Run.of(List.of(java25("java"), "-cp", libraries, source.toString(), Long.toString(process.pid())));
            assertThat(run.errors()).isEmpty();
            assertThat(run.output()).matches("order holds a shop\\.Basket at 0x[0-9a-f]+ with \\['apples', 'pears']\n");
        }
    }

    private static String java25(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }
}
