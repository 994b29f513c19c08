package asynctb.cpython.context;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.ExtractOptions;
import asynctb.Selector;
import asynctb.Target;
import asynctb.model.Extraction;
import asynctb.model.Stack;
import asynctb.testkit.Json;
import asynctb.testkit.PythonProcess;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The program {@code stepper.py}, stepped from outside and looked at wherever it stops. */
final class SteppedProgram implements AutoCloseable {
    private static final int MAX_STOPS = 200;

    private final PythonProcess process;
    private final Target target;
    private final Look look;
    private final List<String> differences = new ArrayList<>();
    private int stops;

    private SteppedProgram(PythonProcess process, Target target, Look look) {
        this.process = process;
        this.target = target;
        this.look = look;
    }

    /** What is looked for at each stop. */
    interface Look {
        /** What is not as it should be, in words. */
        List<String> differences(SteppedProgram program, Stop stop);
    }

    /**
     * Where a program stands.
     *
     * @param where the situation, the mode and the number of the stop, in words
     * @param record what the managers wrote down themselves: of each function, those that are active, outermost first
     * @param lines the lines of these functions, as Python itself tells them
     * @param file the program's own file
     * @param stack what is read
     */
    record Stop(String where, Map<?, ?> record, Map<?, ?> lines, String file, Stack stack) {}

    static SteppedProgram of(PythonProcess process, Look look) {
        return new SteppedProgram(process, Asynctb.attach(process.pid()), look);
    }

    static Path program(String name) {
        try {
            var url = Objects.requireNonNull(SteppedProgram.class.getResource("/programs/contexts/" + name), name);
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many stops were looked at. */
    int stops() {
        return stops;
    }

    /** What was not as it should be, in words. */
    List<String> differences() {
        return differences;
    }

    /** Runs all functions of a file of situations in a mode. */
    void runAll(String file, String mode, @Nullable RandomGenerator throwing) {
        for (Object name : (List<?>) ask("load " + file)) {
            run(mode, (String) name, file, throwing);
        }
    }

    /** Runs a random program in a mode. */
    void runRandom(int seed, String mode, RandomGenerator throwing) {
        ask("random " + seed);
        run(mode, "s_random", "random " + seed, throwing);
    }

    private void run(String mode, String name, String where, @Nullable RandomGenerator throwing) {
        Map<?, ?> answer = (Map<?, ?>) ask("run " + mode + " " + name);
        for (int stop = 0; stop < MAX_STOPS && !isDone(answer); stop++) {
            look(answer, where + ", " + mode + " " + name + ", stop " + stop);
            boolean throwNow = throwing != null && throwing.nextInt(8) == 0;
            answer = (Map<?, ?>) ask(throwNow ? "throw" : "step");
        }
        if (!isDone(answer)) {
            ask("finish");
        }
    }

    private static boolean isDone(Map<?, ?> answer) {
        return Boolean.TRUE.equals(answer.get("done"));
    }

    /** What the program answers to a command. */
    Object ask(String command) {
        Object answer = Objects.requireNonNull(Json.parse(process.ask(command)));
        if (answer instanceof Map<?, ?> map && map.containsKey("error")) {
            throw new IllegalStateException(command + ": " + map.get("error") + "\n" + process.stderr());
        }
        return answer;
    }

    private void look(Map<?, ?> answer, String where) {
        stops++;
        Selector selector = Selector.parse((String) Objects.requireNonNull(answer.get("root")));
        Extraction extraction = target.extract(List.of(selector), ExtractOptions.defaults());
        assertThat(extraction.stacks())
                .as("%s in %s: %s", selector.text(), where, extraction)
                .hasSize(1);
        Stack stack = extraction.stacks().getFirst();
        Map<?, ?> record = (Map<?, ?>) Objects.requireNonNull(answer.get("expected"));
        String file = (String) Objects.requireNonNull(answer.get("file"));
        Map<?, ?> lines = (Map<?, ?>) Objects.requireNonNull(answer.get("lines"));
        differences.addAll(look.differences(this, new Stop(where, record, lines, file, stack)));
    }

    @Override
    public void close() {
        target.close();
        process.close();
    }
}
