package asynctb.bench;

import asynctb.testkit.PythonProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs scenarios: all tools by turns, so that what else happens on the machine meets each of them. */
final class Bench {
    /** Of a tool that takes longer, the first run counts and is the only one. */
    private static final double SLOW_SECONDS = 20;

    /** A tool that failed so often and never worked is not run again. */
    private static final int FAILURES = 2;

    private static final long SETTLE_MILLIS = 500;

    private final Toolbox box;
    private final int runs;

    Bench(Toolbox box, int runs) {
        this.box = box;
        this.runs = runs;
    }

    /** What came of one scenario, in Markdown. */
    String run(Scenario scenario) throws IOException {
        String load = Machine.load();
        Watch watch = Watch.of(box.workshop().file("shared"));
        try (PythonProcess target = start(scenario)) {
            settle();
            var runner = new Runner(box.workshop(), target, watch);
            Map<String, Result> results = byTurns(scenario.tools().apply(box), runner);
            return Report.scenario(scenario, load, aboveNoise(results));
        }
    }

    private PythonProcess start(Scenario scenario) {
        List<String> program = scenario.program();
        var command = new ArrayList<>(List.of(
                box.python().executable().toString(),
                box.workshop().file(program.getFirst()).toString()));
        command.addAll(program.subList(1, program.size()));
        var environment = new HashMap<>(Map.of(
                "BENCH_WATCH", box.workshop().file("watch.so").toString(),
                "BENCH_SHARED", box.workshop().file("shared").toString()));
        if (scenario.needsLibraries()) {
            environment.put("PYTHONPATH", box.libraries());
        }
        return PythonProcess.start(command, environment);
    }

    private static void settle() {
        try {
            Thread.sleep(SETTLE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Map<String, Result> byTurns(List<Tool> tools, Runner runner) throws IOException {
        var results = new LinkedHashMap<String, Result>();
        tools.forEach(tool -> results.put(tool.name(), new Result()));
        var left = new ArrayList<>(tools);
        for (int run = 0; run < runs; run++) {
            for (Tool tool : List.copyOf(left)) {
                Result result = Objects.requireNonNull(results.get(tool.name()));
                Sample sample = runner.run(tool);
                boolean isSlow = sample.values().getOrDefault(Metric.WALL, 0.0) > SLOW_SECONDS;
                boolean isWarmUp = run == 0 && runs > 1 && !isSlow && sample.failure() == null;
                if (!isWarmUp) {
                    result.add(sample);
                }
                boolean isHopeless = result.runs() == 0 && result.failures().size() >= FAILURES;
                if (tool instanceof Tool.Missing || isSlow || isHopeless) {
                    left.remove(tool);
                }
            }
            System.err.print('.');
        }
        System.err.println();
        return results;
    }

    /** Stalls of all tools without what the watch sees when there is none. */
    private static Map<String, Result> aboveNoise(Map<String, Result> results) {
        Result nothing = results.get(Toolbox.NOTHING);
        Spread noise = nothing == null ? null : nothing.spread(Metric.STALL);
        if (noise == null) {
            return results;
        }
        var above = new LinkedHashMap<String, Result>();
        results.forEach((name, result) -> above.put(name, result == nothing ? result : result.above(noise.median())));
        return above;
    }
}
