package asynctb.cli;

import asynctb.AsynctbException;
import asynctb.ExtractOptions;
import asynctb.ObjectQuery;
import asynctb.ProcessSummary;
import asynctb.Selector;
import asynctb.model.Context;
import asynctb.model.Extraction;
import asynctb.model.Findings;
import asynctb.model.FoundObject;
import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.model.Position;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.model.TargetInfo;
import asynctb.model.ThreadInfo;
import asynctb.rules.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Processes that do not exist: 12 and 34 are well, 56 has a torn stack, 57 a problem in a context, 58 one in what a context is
 * made of, 59 one in what a context keeps, 78 breaks the command, 99 may not be read.
 */
final class FakeTargets implements Targets {
    /** What was asked for. */
    final List<String> asked = new ArrayList<>();

    boolean isEmpty;
    int calls = 2;

    @Nullable
    Runnable onExtract;

    @Override
    public Extraction extract(long pid, List<Selector> selectors, ExtractOptions options, List<Rules> further) {
        for (Selector selector : selectors) {
            asked.add(pid + " " + selector.text() + (options.locals() ? " with locals" : "") + pause(options));
        }
        if (onExtract != null) {
            onExtract.run();
        }
        if (pid == 78) {
            throw new IllegalStateException("a bug");
        }
        if (!List.of(12L, 34L, 56L, 57L, 58L, 59L).contains(pid)) {
            throw new AsynctbException("Process " + pid + " may not be read; run asynctb as root.");
        }
        return extraction(pid, selectors, calls);
    }

    private static Extraction extraction(long pid, List<Selector> selectors, int calls) {
        var stacks = new ArrayList<Stack>();
        var tasks = new ArrayList<Stack>();
        var problems = new ArrayList<Problem>();
        for (Selector selector : selectors) {
            if (selector.text().endsWith("nobody")) {
                problems.add(Problem.of(Problem.Kind.NOT_FOUND, "nothing is called " + selector.text()));
            } else if (selector instanceof Selector.AllTasks) {
                tasks.add(task(pid));
            } else {
                stacks.add(stack(pid, selector.text(), calls));
            }
        }
        var target = new TargetInfo(
                TargetInfo.Kind.PROCESS,
                pid,
                1L,
                "cpython",
                "3.11.7",
                "/usr/bin/python3",
                List.of("python3", "app.py"),
                null,
                TargetInfo.Consistency.REPEATED,
                0.0);
        return new Extraction(target, stacks, tasks, problems);
    }

    @Override
    public Findings find(long pid, ObjectQuery query, ExtractOptions options, List<Rules> further) {
        asked.add(pid + " find " + query.types() + (query.isSuspended() ? " suspended" : ""));
        query.progress().accept(1_000_000);
        TargetInfo target = extraction(pid, List.of(), 0).target();
        var found = new ArrayList<FoundObject>();
        for (int i = 0; i < (query.types().contains("app.None") ? 0 : 3); i++) {
            found.add(new FoundObject(
                    new ObjectInfo("coroutine", 0x100 + 0x10 * i, "<coroutine object f>"),
                    Stack.Kind.COROUTINE,
                    "f",
                    Stack.State.SUSPENDED,
                    null,
                    new FoundObject.Place("f", "/srv/app.py", i < 2 ? 7 : 9),
                    new FoundObject.Holder(Stack.Kind.TASK, "Task-" + i, 0x200 + 0x10 * i)));
        }
        Map<String, Long> counts = found.isEmpty() ? Map.of() : Map.of("coroutine", 3L);
        return new Findings(target, counts, found, List.of(), List.of());
    }

    /** Of the thread that {@link #stack} is of; that of process 34 is torn. */
    private static Stack task(long pid) {
        var child = new Stack(
                Stack.Kind.TASK,
                "task@0x20",
                null,
                "child",
                null,
                new ThreadInfo(7, pid, false, 0, Map.of()),
                "asyncio",
                Stack.State.WAITING,
                "sleeping",
                null,
                List.of("task@0x10"),
                List.of(),
                null,
                List.of(),
                pid == 34 ? List.of(Problem.of(Problem.Kind.TORN, "it ran")) : List.of());
        return new Stack(
                Stack.Kind.TASK,
                "task@0x10",
                null,
                "parent",
                null,
                new ThreadInfo(7, pid, false, 0, Map.of()),
                "asyncio",
                Stack.State.WAITING,
                "waiting for task \"child\"",
                null,
                List.of(),
                List.of(),
                null,
                List.of(child),
                List.of());
    }

    private static Stack stack(long pid, String selector, int calls) {
        var frames = new ArrayList<Frame>();
        for (int i = 1; i <= calls; i++) {
            frames.add(new Frame(
                    0x1000L + i,
                    "f" + i,
                    null,
                    null,
                    null,
                    "/srv/é.py",
                    Position.ofLine(i),
                    "f" + (i + 1) + "()",
                    false,
                    false,
                    null,
                    null,
                    pid > 56 ? List.of(context(pid)) : List.of(),
                    List.of()));
        }
        var thread = new ThreadInfo(7, pid, false, 0, Map.of("syscall", "read"));
        var problems = pid == 56 ? List.of(Problem.of(Problem.Kind.TORN, "it ran")) : List.<Problem>of();
        return new Stack(
                Stack.Kind.THREAD,
                "thread@" + pid + selector,
                selector,
                "MainThread",
                new ObjectInfo("threading._MainThread", 0x10, null),
                thread,
                Stack.State.WAITING,
                null,
                frames,
                null,
                problems);
    }

    private static Context context(long pid) {
        List<Problem> problems = List.of(Problem.of(Problem.Kind.UNREADABLE, "it is damaged"));
        var inner = new Stack(
                Stack.Kind.GENERATOR,
                "generator@0x30",
                null,
                null,
                null,
                null,
                Stack.State.SUSPENDED,
                null,
                List.of(),
                null,
                problems);
        var kept = new Context(null, false, false, false, null, 0, null, null, null, List.of(), false, problems);
        return new Context(
                null,
                false,
                false,
                false,
                null,
                1,
                null,
                null,
                pid == 58 ? inner : null,
                pid == 59 ? List.of(kept) : List.of(),
                false,
                pid == 57 ? problems : List.of());
    }

    /** Nothing for what is usual. */
    private static String pause(ExtractOptions options) {
        if (!options.pause()) {
            return ", never paused";
        }
        return options.maxPause().equals(ExtractOptions.defaults().maxPause())
                ? ""
                : ", paused for " + options.maxPause().toMillis() + " ms";
    }

    @Override
    public List<ProcessSummary> processes() {
        return isEmpty
                ? List.of()
                : List.of(
                        new ProcessSummary(12, "cpython", "3.11.7", "me", 3, List.of("python3", "app.py"), null),
                        new ProcessSummary(
                                99, "cpython", null, "root", 1, List.of("python3"), "It belongs to root; use sudo."));
    }

    @Override
    public List<String> obstacles(long pid) {
        return pid == 12 ? List.of() : List.of("Process " + pid + " belongs to root; use sudo.");
    }
}
