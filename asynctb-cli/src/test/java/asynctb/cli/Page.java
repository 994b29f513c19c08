package asynctb.cli;

import asynctb.testkit.PythonProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page that tells of files, piece by piece ({@code <!-- name -->} before a block), and of commands with what they show. It
 * leaves out the lines that describe the process, which has the number 4711.
 *
 * @param files as they are at its end, by their names
 * @param steps its commands
 */
record Page(Map<String, String> files, List<Step> steps) {
    private static final String PID = "4711";
    private static final Pattern STEP = Pattern.compile(
            "<!-- ([a-z-]+\\.(?:py|toml)) -->\\s*```[a-z]+\\n(.*?)```|```console\\n\\$ asynctb (.*?)\\n(.*?)```",
            Pattern.DOTALL);

    /**
     * A command of the page.
     *
     * @param shown what the page says that it shows
     * @param files as they are then
     */
    record Step(String command, String shown, Map<String, String> files) {}

    /** Reads one, by its path in the project. */
    static Page read(String path) throws IOException {
        var files = new LinkedHashMap<String, String>();
        var steps = new ArrayList<Step>();
        Matcher step = STEP.matcher(text(path));
        while (step.find()) {
            if (step.group(1) == null) {
                steps.add(new Step(step.group(3), step.group(4), Map.copyOf(files)));
            } else {
                String between = step.group(1).endsWith(".py") ? "\n\n" : "\n";
                files.merge(step.group(1), step.group(2), (before, piece) -> before + between + piece);
            }
        }
        return new Page(files, steps);
    }

    static String text(String path) throws IOException {
        return Files.readString(Run.project().resolve(path));
    }

    String file(String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    /** Writes its Python files into a folder. */
    void write(Path folder) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (file.getKey().endsWith(".py")) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
        }
    }

    /** What a command shows, without what pages leave out. */
    static String run(String command, PythonProcess process, Path folder) {
        String pid = Long.toString(process.pid());
        String[] words = Stream.of(command.split(" "))
                .map(word -> word.equals(PID) ? pid : word.replace("'", ""))
                .map(word -> word.endsWith(".toml") || word.endsWith(".jar")
                        ? folder.resolve(word).toString()
                        : word)
                .toArray(String[]::new);
        return Run.here(words)
                .replaceAll("(?s)^Process .*?\\n\\n", "")
                .replace(folder + "/", "")
                .replace(pid, PID);
    }
}
