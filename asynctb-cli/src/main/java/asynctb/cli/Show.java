package asynctb.cli;

import asynctb.AsynctbException;
import asynctb.Selector;
import asynctb.model.Child;
import asynctb.model.Context;
import asynctb.model.Extraction;
import asynctb.model.Problem;
import asynctb.model.Reference;
import asynctb.model.Stack;
import asynctb.render.Narrowing;
import asynctb.render.Renderer;
import asynctb.rules.Rules;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes tracebacks and writes them. A source that cannot be read does not keep the others from being shown: it becomes a
 * problem of the whole act, and the command fails only if none could be read.
 */
final class Show {
    private final Command command;
    private final Targets targets;
    private final Arguments arguments;
    private final Interruption interruption;
    private final List<Problem> failures = new ArrayList<>();

    Show(Command command, Targets targets, Arguments arguments, Interruption interruption) {
        this.command = command;
        this.targets = targets;
        this.arguments = arguments;
        this.interruption = interruption;
    }

    /** {@code asynctb show SOURCE [SELECTOR...]}. */
    int selected(List<String> words) throws IOException {
        if (words.isEmpty()) {
            throw new UsageException("The command show needs a source: asynctb show PID");
        }
        var selectors = new ArrayList<Selector>();
        long pid = Sources.pid(words.getFirst());
        for (String word : words.subList(1, words.size())) {
            selectors.add(selector(word));
        }
        return run(List.of(pid), selectors.isEmpty() ? everything() : selectors);
    }

    private static Selector selector(String word) {
        try {
            return Selector.parse(word);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** {@code asynctb SOURCE...}. */
    int sources(List<String> words) throws IOException {
        var pids = new ArrayList<Long>();
        for (String word : words) {
            pids.add(Sources.pid(word));
        }
        return run(pids, everything());
    }

    /** {@code asynctb tasks SOURCE}. */
    int tasks(List<String> words) throws IOException {
        if (words.size() != 1) {
            throw new UsageException("The command tasks needs one source: asynctb tasks PID");
        }
        if (arguments.noTasks) {
            throw new UsageException("The command tasks shows nothing with --no-tasks.");
        }
        return run(List.of(Sources.pid(words.getFirst())), List.of(new Selector.AllTasks()));
    }

    private List<Selector> everything() {
        return arguments.noTasks
                ? List.of(new Selector.AllThreads())
                : List.of(new Selector.AllThreads(), new Selector.AllTasks());
    }

    private int run(List<Long> pids, List<Selector> selectors) throws IOException {
        boolean hasWorked = false;
        boolean hasProblems = false;
        List<Rules> further = RuleFiles.read(arguments.ruleFiles);
        try (Output output = command.output(arguments)) {
            Renderer renderer = Renderer.of(arguments.format, command.renderOptions(arguments), output.writer());
            for (long pid : pids) {
                if (interruption.hasCome()) {
                    failures.add(
                            Problem.of(Problem.Kind.LIMIT, "interrupted before process " + pid + " was looked at"));
                    continue;
                }
                Extraction extraction = extract(pid, selectors, further);
                if (extraction != null) {
                    hasWorked = true;
                    hasProblems |= arguments.strict && hasProblems(extraction);
                    renderer.add(extraction);
                    output.flush();
                }
            }
            if (!hasWorked) {
                return Command.FAILED;
            }
            renderer.finish(failures);
            output.commit();
        }
        return arguments.strict && (hasProblems || !failures.isEmpty()) ? Command.PROBLEMS : Command.DONE;
    }

    /** What is to be shown of a process; null if there is nothing, and then it has been said why. */
    private @Nullable Extraction extract(long pid, List<Selector> selectors, List<Rules> further) {
        Extraction extraction;
        try {
            extraction = targets.extract(pid, selectors, arguments.extractOptions(), further);
        } catch (AsynctbException e) {
            return failed(String.valueOf(e.getMessage()));
        }
        boolean mayBeEmpty = selectors.size() == 1 && selectors.getFirst() instanceof Selector.AllTasks;
        if (mayBeEmpty && extraction.tasks().isEmpty() && extraction.problems().isEmpty()) {
            command.note("Process " + pid + " has no tasks.");
        }
        if (extraction.stacks().isEmpty() && !mayBeEmpty) {
            List<Problem> problems = extraction.problems();
            return failed(problems.isEmpty() ? "Process " + pid + " has no threads to show." : sentence(problems));
        }
        command.noteRuleFiles(arguments, pid, extraction.ruleFiles());
        return arguments.filter == null ? extraction : filtered(extraction, arguments.filter);
    }

    private @Nullable Extraction failed(String why) {
        command.note(why);
        failures.add(Problem.of(Problem.Kind.UNREADABLE, why));
        return null;
    }

    private static String sentence(List<Problem> problems) {
        var sentence = new StringBuilder();
        for (Problem problem : problems) {
            sentence.append(sentence.isEmpty() ? "" : "; ").append(problem.message());
        }
        return sentence.toString();
    }

    private Extraction filtered(Extraction extraction, String text) {
        Extraction filtered = Narrowing.filter(extraction, text);
        if (filtered.stacks().isEmpty() && filtered.tasks().isEmpty()) {
            command.note("None of "
                    + (extraction.stacks().size() + extraction.tasks().size()) + " stacks holds \"" + text + "\".");
        }
        return filtered;
    }

    private static boolean hasProblems(Extraction extraction) {
        if (!extraction.problems().isEmpty()) {
            return true;
        }
        Deque<Child> work = new ArrayDeque<>(extraction.stacks());
        work.addAll(extraction.tasks());
        while (!work.isEmpty()) {
            switch (work.remove()) {
                case Stack stack -> {
                    if (hasProblems(stack)) {
                        return true;
                    }
                    stack.frames().forEach(frame -> work.addAll(frame.contexts()));
                    work.addAll(stack.children());
                }
                case Context context -> {
                    if (!context.problems().isEmpty()) {
                        return true;
                    }
                    if (context.innerStack() != null) {
                        work.add(context.innerStack());
                    }
                    work.addAll(context.children());
                }
                case Reference reference -> {
                    // It stands elsewhere too.
                }
            }
        }
        return false;
    }

    private static boolean hasProblems(Stack stack) {
        return !stack.problems().isEmpty()
                || stack.frames().stream().anyMatch(frame -> !frame.problems().isEmpty());
    }
}
