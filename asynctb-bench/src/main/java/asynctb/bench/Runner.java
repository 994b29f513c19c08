package asynctb.bench;

import asynctb.testkit.PythonProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lets tools look at one target, once each. */
final class Runner {
    /** What each tool has to show. */
    private static final String INNERMOST = "innermost";

    private static final String PATIENCE_SECONDS = "120";

    /** How many characters of an error the table holds. */
    private static final int REASON = 160;

    private final Workshop workshop;
    private final PythonProcess target;
    private final Watch watch;

    Runner(Workshop workshop, PythonProcess target, Watch watch) {
        this.workshop = workshop;
        this.target = target;
        this.watch = watch;
    }

    Sample run(Tool tool) throws IOException {
        return switch (tool) {
            case Tool.Command command -> measured(command);
            case Tool.Part part -> {
                Sample whole = measured(part.command());
                yield whole.failure() == null ? Sample.ofSelfMeasured(Files.readString(stdout())) : whole;
            }
            case Tool.Question question -> asked(question.line());
            case Tool.Missing missing -> Sample.failed(missing.why());
        };
    }

    private Sample asked(String line) {
        try {
            return Sample.ofSelfMeasured(target.ask(line));
        } catch (IllegalStateException e) {
            return Sample.failed("no answer: " + e.getMessage());
        }
    }

    private Sample measured(Tool.Command tool) throws IOException {
        Path out = workshop.file("out");
        Files.deleteIfExists(out);
        var command = new ArrayList<>(List.of(
                workshop.file("measure").toString(), PATIENCE_SECONDS, stdout().toString(), stderr().toString()));
        command.addAll(tool.words(target.pid(), out.toString()));
        watch.reset();
        Sample sample = Sample.ofMeasure(Workshop.run(command));
        var stall = watch.longest();
        if (sample.failure() != null) {
            return Sample.failed(sample.failure() + reason());
        }
        int shown = shown(stdout()) + (Files.exists(out) ? shown(out) : 0);
        if (shown < tool.shows()) {
            return Sample.failed("shows " + shown + " of " + tool.shows());
        }
        return stall.isPresent() ? sample.with(Metric.STALL, stall.getAsDouble()) : sample;
    }

    /** The end of what it wrote to standard error, or else to standard output, for the table. */
    private String reason() throws IOException {
        String errors = words(stderr());
        String said = errors.isEmpty() ? words(stdout()) : errors;
        return said.isEmpty() ? "" : ": …" + said.substring(Math.max(0, said.length() - REASON));
    }

    private static String words(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .replaceAll("\u001b\\[[0-9;]*m", "")
                .replaceAll("[|\\s\\p{Cntrl}]+", " ")
                .strip();
    }

    /** How often a file names the innermost function. */
    private static int shown(Path file) throws IOException {
        // Latin-1, so that 100 MB of output do not take 200 MB.
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        int count = 0;
        for (int at = text.indexOf(INNERMOST); at >= 0; at = text.indexOf(INNERMOST, at + INNERMOST.length())) {
            count++;
        }
        return count;
    }

    private Path stdout() {
        return workshop.file("stdout");
    }

    private Path stderr() {
        return workshop.file("stderr");
    }
}
