package asynctb.cpython.context;

import asynctb.Asynctb;
import asynctb.ExtractOptions;
import asynctb.Selector;
import asynctb.Target;
import asynctb.model.Context;
import asynctb.model.Frame;
import asynctb.model.Stack;
import asynctb.testkit.Json;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The program {@code stepper.py}, stepped from outside: at every stop, the contexts that are read must be those that the
 * managers wrote down themselves.
 */
final class SteppedProgram implements AutoCloseable {
    private static final int MAX_STOPS = 200;

    private final PythonProcess process;
    private final Target target;
    private final List<String> differences = new ArrayList<>();
    private int stops;

    private SteppedProgram(PythonProcess process, Target target) {
        this.process = process;
        this.target = target;
    }

    static SteppedProgram start(Python python, String... arguments) {
        PythonProcess process = python.start(program("stepper.py"), arguments);
        return new SteppedProgram(process, Asynctb.attach(process.pid()));
    }

    static Path program(String name) {
        try {
            var url = Objects.requireNonNull(SteppedProgram.class.getResource("/programs/contexts/" + name), name);
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many stops were compared. */
    int stops() {
        return stops;
    }

    /** What was not as the program says, in words. */
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
            compare(answer, where + ", " + mode + " " + name + ", stop " + stop);
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

    private Object ask(String question) {
        Object answer = Objects.requireNonNull(Json.parse(process.ask(question)));
        if (answer instanceof Map<?, ?> map && map.containsKey("error")) {
            throw new IllegalStateException(question + ": " + map.get("error") + "\n" + process.stderr());
        }
        return answer;
    }

    private void compare(Map<?, ?> answer, String where) {
        stops++;
        Map<?, ?> expected = (Map<?, ?>) Objects.requireNonNull(answer.get("expected"));
        Selector selector = Selector.parse((String) Objects.requireNonNull(answer.get("root")));
        Stack stack = target.extract(List.of(selector), ExtractOptions.defaults())
                .stacks()
                .get(0);
        var seen = new HashSet<String>();
        for (Frame frame : stack.frames()) {
            if (frame.file().equals(answer.get("file"))) {
                seen.add(frame.function());
                compare((List<?>) expected.get(frame.function()), frame, where);
            }
        }
        if (!seen.containsAll(expected.keySet())) {
            differences.add(where + ": frames " + seen + ", expected " + expected.keySet() + "; " + stack.problems());
        }
    }

    private void compare(@Nullable List<?> expected, Frame frame, String where) {
        var wanted = new ArrayList<String>();
        for (Object manager : expected == null ? List.of() : expected) {
            Map<?, ?> m = (Map<?, ?>) manager;
            wanted.add(m.get("address") + " " + (Boolean.TRUE.equals(m.get("async")) ? "async " : "") + m.get("state")
                    + " as " + m.get("target") + " line " + m.get("line"));
        }
        List<String> found =
                frame.contexts().stream().map(SteppedProgram::describe).toList();
        if (!found.equals(wanted) || !frame.problems().isEmpty()) {
            differences.add(where + ": " + frame.function() + " at line " + frame.line() + "\n  has   " + found
                    + "\n  wants " + wanted + "\n  " + frame.problems());
        }
    }

    private static String describe(Context context) {
        String address = context.obj() == null
                ? "?"
                : "0x" + Long.toHexString(context.obj().address());
        String state = context.isEntering() ? "entering" : context.isExiting() ? "exiting" : "active";
        return address + " " + (context.isAsync() ? "async " : "") + state + " as " + context.varname() + " line "
                + context.startLine();
    }

    @Override
    public void close() {
        target.close();
        process.close();
    }
}
