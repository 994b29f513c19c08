package asynctb.cli;

import asynctb.AsynctbException;
import asynctb.ProcessSummary;
import asynctb.render.Escapes;
import asynctb.render.Format;
import asynctb.render.ProcessTable;
import asynctb.render.RenderOptions;
import asynctb.render.Tool;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The command: takes a command line and gives an exit status, with everything around it given from outside. */
final class Command {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int MISUSED = 2;
    static final int PROBLEMS = 3;

    private final Surroundings around;
    private final Targets targets;
    private final Interruption interruption;

    Command(Surroundings around, Targets targets, Interruption interruption) {
        this.around = around;
        this.targets = targets;
        this.interruption = interruption;
    }

    /** Runs the command and returns its exit status. Nothing is thrown. */
    int run(String... args) {
        try {
            return run(new Arguments(args));
        } catch (UsageException e) {
            note(String.valueOf(e.getMessage()));
            return MISUSED;
        } catch (AsynctbException e) {
            note(String.valueOf(e.getMessage()));
            trace(e);
            return FAILED;
        } catch (IOException e) {
            return Failures.isClosedPipe(e) ? DONE : unwritten(e);
        } catch (RuntimeException | Error e) {
            note(e instanceof OutOfMemoryError ? outOfMemory() : internal(e));
            trace(e);
            return FAILED;
        }
    }

    private int run(Arguments arguments) throws IOException {
        if (arguments.help) {
            return print(arguments, Help.text());
        }
        if (arguments.version) {
            return print(arguments, Tool.NAME + " " + Tool.version() + " (Java " + Runtime.version() + ")\n");
        }
        List<String> words = arguments.words;
        if (words.isEmpty()) {
            return table(arguments);
        }
        List<String> rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "show" -> show(arguments).selected(rest);
            case "tasks" -> show(arguments).tasks(rest);
            case "doctor" -> doctor(arguments, rest);
            case "demo" -> demo(arguments, rest);
            case "rules" -> rules(arguments, rest);
            case "find" -> new Find(this, around, targets, arguments).of(rest);
            case "record" ->
                throw new UsageException("The command " + words.getFirst() + " does not work in this build yet.");
            default -> show(arguments).sources(words);
        };
    }

    private Show show(Arguments arguments) {
        return new Show(this, targets, arguments, interruption);
    }

    private int demo(Arguments arguments, List<String> rest) throws IOException {
        if (!rest.isEmpty()) {
            throw new UsageException("The command demo takes no source.");
        }
        try (var demo = Demo.start(around.variable("PATH"), interruption)) {
            note("This is what it shows of the program " + demo.program() + ", started for this as process "
                    + demo.pid() + ":");
            return show(arguments).sources(List.of(Long.toString(demo.pid())));
        }
    }

    private int table(Arguments arguments) throws IOException {
        textOnly(arguments, "The list of processes");
        List<ProcessSummary> processes = targets.processes();
        if (processes.isEmpty()) {
            note("No Python process was found here.");
        }
        try (Output output = output(arguments)) {
            ProcessTable.write(processes, renderOptions(arguments), output.writer());
            output.commit();
        }
        return DONE;
    }

    private int doctor(Arguments arguments, List<String> rest) throws IOException {
        textOnly(arguments, "What the doctor says");
        if (rest.size() > 1) {
            throw new UsageException("The command doctor takes one source at the most.");
        }
        Escapes escapes = arguments.ascii || around.isOldTerminal() ? Escapes.ASCII : Escapes.SCREEN;
        return print(
                arguments,
                rest.isEmpty() ? Doctor.ofAll(targets, escapes) : Doctor.of(targets, rest.getFirst(), escapes));
    }

    private int rules(Arguments arguments, List<String> rest) throws IOException {
        textOnly(arguments, "What is said of rules");
        if (rest.size() < 2 || rest.size() > 3 || !rest.getFirst().equals("check")) {
            throw new UsageException("Rules are checked like this: asynctb rules check FILE.toml [PID]");
        }
        var check = new RulesCheck(Path.of(rest.get(1)));
        String found = rest.size() == 2 ? check.alone() : check.with(targets, Sources.pid(rest.get(2)));
        print(arguments, found);
        return check.isGood() ? DONE : FAILED;
    }

    private static void textOnly(Arguments arguments, String what) {
        if (arguments.isFormatGiven && arguments.format != Format.TEXT) {
            throw new UsageException(what + " is only written as text.");
        }
    }

    private int print(Arguments arguments, String text) throws IOException {
        try (Output output = output(arguments)) {
            output.writer().append(text);
            output.commit();
        }
        return DONE;
    }

    /** Opens what the command line asks for. */
    Output output(Arguments arguments) throws IOException {
        Output output = arguments.output == null ? Output.to(around.out()) : Output.toFile(arguments.output);
        interruption.onInterrupt(output::discard);
        return output;
    }

    RenderOptions renderOptions(Arguments arguments) {
        boolean toTerminal = arguments.output == null;
        boolean color = switch (arguments.color) {
            case "always" -> true;
            case "never" -> false;
            default -> toTerminal && around.isColorful();
        };
        return new RenderOptions(
                arguments.innermostFirst,
                arguments.showHidden,
                arguments.limit,
                arguments.ascii || (toTerminal && around.isOldTerminal()),
                color,
                !arguments.noGroup,
                toTerminal ? around.width() : 0);
    }

    /** Where the result has no place for it, says which files of rules the process's packages have brought along. */
    void noteRuleFiles(Arguments arguments, long pid, List<String> files) {
        if (arguments.format != Format.TEXT && !files.isEmpty()) {
            note("Rules of the packages of process " + pid + " were used: " + String.join(", ", files)
                    + "; --no-target-rules leaves them out.");
        }
    }

    /** Says one sentence on standard error. */
    void note(String sentence) {
        Escapes escapes = around.isOldTerminal() ? Escapes.ASCII : Escapes.SCREEN;
        print(Tool.NAME + ": " + escapes.apply(sentence) + "\n");
    }

    private void trace(Throwable e) {
        if (around.isDebugging()) {
            var trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            print(trace.toString());
        }
    }

    private void print(String text) {
        try {
            around.err().write(text.getBytes(StandardCharsets.UTF_8));
            around.err().flush();
        } catch (IOException e) {
            // There is nowhere left to say it.
        }
    }

    private static String outOfMemory() {
        long most = Runtime.getRuntime().maxMemory() >> 20;
        return "The result does not fit into the " + most
                + " MiB that Java may use here. JDK_JAVA_OPTIONS=-Xmx8g allows more (8 GiB); a selector, --no-tasks or"
                + " --no-contexts asks for less.";
    }

    private static String internal(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        String place = trace.length == 0 ? "" : " at " + trace[0];
        return "internal error: " + e + place + "; please report it, with what ASYNCTB_DEBUG=1 shows.";
    }

    private int unwritten(IOException e) {
        note("The output could not be written: " + Failures.reason(e) + ".");
        trace(e);
        return FAILED;
    }
}
