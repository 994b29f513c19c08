package asynctb.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Everything that is measured, and what is to be reached. */
final class Scenarios {
    private static final String THREADS = "asynctb PID";
    private static final String PYSTACK = "pystack remote";
    private static final String HELD = "__main__.held";
    private static final String JSON = "asynctb, JSON";
    private static final String TEXT = "asynctb, text";
    private static final String NO_CONTEXTS = "asynctb, text, --no-contexts";
    private static final String TASKS = "asynctb tasks";
    private static final int TEN_THOUSAND = 10_000;
    private static final int MANY = 100_000;

    /** Milliseconds above the noise that the watch always sees; less cannot be told from none. */
    private static final double NO_STALL = 1;

    private Scenarios() {}

    /** In the order in which they run. */
    static List<Scenario> all() {
        return List.of(
                threads(
                        "idle",
                        "1 thread of 10 frames, at rest",
                        List.of("1", "10", "rest"),
                        Aim.timesAtMost(THREADS, Metric.WALL, 2, Toolbox.HELLO),
                        Aim.timesAtMost(THREADS, Metric.WALL, 1, PYSTACK),
                        Aim.timesAtMost(THREADS, Metric.CPU, 1.5, PYSTACK),
                        Aim.atMost(THREADS, Metric.STALL, NO_STALL)),
                threads(
                        "threads",
                        "100 threads of 50 frames, at rest",
                        List.of("100", "50", "rest"),
                        Aim.timesAtMost(THREADS, Metric.WALL, 1, PYSTACK),
                        Aim.atMost(THREADS, Metric.STALL, NO_STALL)),
                threads(
                        "busy",
                        "100 threads of 50 frames, computing",
                        List.of("100", "50", "compute"),
                        Aim.timesAtMost(THREADS, Metric.WALL, 1, PYSTACK),
                        Aim.atMost(THREADS, Metric.STALL, 5)),
                threads(
                        "deep",
                        "1 thread of 900 frames, at rest",
                        List.of("1", "900", "rest"),
                        Aim.timesAtMost(THREADS, Metric.WALL, 1, PYSTACK),
                        Aim.atMost(THREADS, Metric.STALL, NO_STALL)),
                coroutines(),
                contexts(),
                tasks(1_000),
                tasks(TEN_THOUSAND, Aim.atMost(TASKS, Metric.WALL, 0.5), Aim.atMost(TASKS, Metric.STALL, NO_STALL)),
                tasks(
                        MANY,
                        Aim.atMost(TASKS, Metric.WALL, 2),
                        Aim.atMost(TASKS, Metric.MEMORY, 1024),
                        Aim.atMost(TASKS, Metric.STALL, NO_STALL)),
                trio(),
                greenlets());
    }

    private static Scenario threads(String name, String title, List<String> arguments, Aim... aims) {
        int count = Integer.parseInt(arguments.getFirst());
        return new Scenario(
                name,
                title,
                program("threads.py", arguments),
                false,
                box -> {
                    var tools = new ArrayList<Tool>();
                    tools.add(box.nothing());
                    tools.add(box.helloWorld());
                    tools.add(box.asynctb(THREADS, count, Tool.PID));
                    tools.addAll(box.threadPeers(count));
                    return tools;
                },
                List.of(aims));
    }

    private static Scenario coroutines() {
        return new Scenario(
                "coroutines",
                "100,000 suspended coroutines of 3 frames each, in a list",
                program("coroutines.py", List.of(Integer.toString(MANY))),
                false,
                box -> List.of(
                        box.nothing(),
                        box.asynctb(JSON, MANY, "show", Tool.PID, HELD, "--format", "json", "-o", Tool.OUT),
                        box.asynctb(TEXT, MANY, "show", Tool.PID, HELD, "-o", Tool.OUT),
                        box.bulkRead(),
                        box.writerAlone("the writer alone, JSON", MANY, "json", HELD),
                        box.writerAlone("the writer alone, text", MANY, "text", HELD)),
                List.of(
                        Aim.atMost(JSON, Metric.WALL, 1.5),
                        Aim.atMost(JSON, Metric.MEMORY, 1024),
                        Aim.atMost(TEXT, Metric.WALL, 1)));
    }

    private static Scenario contexts() {
        return new Scenario(
                "contexts",
                "100,000 suspended coroutines in 3 blocks each, in a list",
                program("contexts.py", List.of(Integer.toString(MANY))),
                false,
                box -> List.of(
                        box.nothing(),
                        box.asynctb(TEXT, MANY, "show", Tool.PID, HELD, "-o", Tool.OUT),
                        box.asynctb(NO_CONTEXTS, MANY, "show", Tool.PID, HELD, "--no-contexts", "-o", Tool.OUT)),
                List.of(
                        Aim.timesAtMost(TEXT, Metric.WALL, 2, NO_CONTEXTS),
                        Aim.timesAtMost(TEXT, Metric.CPU, 2, NO_CONTEXTS)));
    }

    private static Scenario tasks(int count, Aim... aims) {
        return new Scenario(
                "tasks-" + count,
                String.format(Locale.ROOT, "%,d tasks of asyncio, five awaits deep", count),
                program("tasks.py", List.of(Integer.toString(count))),
                false,
                box -> List.of(
                        box.nothing(),
                        // Equal tasks are shown once.
                        box.asynctb(TASKS, 1, "tasks", Tool.PID),
                        box.asynctb(TASKS + ", JSON", count, "tasks", Tool.PID, "--format", "json", "-o", Tool.OUT),
                        box.pstree(count),
                        box.stackscope()),
                List.of(aims));
    }

    private static Scenario trio() {
        return new Scenario(
                "trio-10000",
                "10,000 tasks of Trio in nurseries within nurseries, most of them five awaits deep",
                program("triotasks.py", List.of(Integer.toString(TEN_THOUSAND))),
                true,
                box -> List.of(
                        box.nothing(),
                        box.asynctb(TASKS, 1, "tasks", Tool.PID),
                        // A tenth of them has others below it.
                        box.asynctb(
                                TASKS + ", JSON",
                                TEN_THOUSAND * 9 / 10,
                                "tasks",
                                Tool.PID,
                                "--format",
                                "json",
                                "-o",
                                Tool.OUT),
                        box.stackscope()),
                List.of(Aim.atMost(TASKS, Metric.WALL, 0.5), Aim.atMost(TASKS, Metric.STALL, NO_STALL)));
    }

    private static Scenario greenlets() {
        return new Scenario(
                "greenlets-10000",
                "10,000 greenlets of gevent, five calls deep",
                program("greenlets.py", List.of(Integer.toString(TEN_THOUSAND))),
                true,
                box -> List.of(
                        box.nothing(),
                        box.asynctb(TASKS, 1, "tasks", Tool.PID),
                        box.asynctb(
                                TASKS + ", JSON", TEN_THOUSAND, "tasks", Tool.PID, "--format", "json", "-o", Tool.OUT),
                        box.collector()),
                List.of(Aim.atMost(TASKS, Metric.WALL, 0.5), Aim.atMost(TASKS, Metric.STALL, NO_STALL)));
    }

    private static List<String> program(String file, List<String> arguments) {
        var program = new ArrayList<String>();
        program.add(file);
        program.addAll(arguments);
        return List.copyOf(program);
    }
}
