package asynctb.cpython;

import asynctb.Asynctb;
import asynctb.ExtractOptions;
import asynctb.Selector;
import asynctb.Target;
import asynctb.cpython.OracleReport.OfFrame;
import asynctb.cpython.OracleReport.OfObject;
import asynctb.cpython.OracleReport.OfThread;
import asynctb.model.Extraction;
import asynctb.model.Frame;
import asynctb.model.Position;
import asynctb.model.Stack;
import asynctb.model.ThreadInfo;
import asynctb.testkit.PythonProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is read from outside with what the target's own Python says, for every thread and every named object of a
 * program that uses {@code oracle.py}. It looks twice: before Python has looked at its own frames (which changes them), with
 * objects named by their path, and afterwards, with objects named by their address.
 */
final class OracleComparison {
    private final List<String> differences = new ArrayList<>();
    private int frames;

    /**
     * The outcome.
     *
     * @param differences empty if all is equal
     * @param frames how many frames were compared
     */
    record Outcome(List<String> differences, int frames) {
        /** All differences, readable; empty if there are none. */
        String text() {
            return differences.isEmpty()
                    ? ""
                    : differences.size() + " stacks differ:\n" + String.join("\n", differences);
        }
    }

    static Outcome compare(PythonProcess process) {
        var comparison = new OracleComparison();
        List<String> names = OracleReport.names(process.ask("names"));
        try (Target target = Asynctb.attach(process.pid())) {
            Function<String, Selector> byPath = name -> Selector.parse("__main__.OBJECTS[\"" + name + "\"]");
            process.awaitRest();
            Extraction untouched = look(target, names, byPath);
            OracleReport report = OracleReport.parse(process.ask("report"));
            Function<String, Selector> byAddress = name -> new Selector.At(
                    Objects.requireNonNull(report.objects().get(name)).address());
            comparison.compare("first look", untouched, report, byPath);
            process.awaitRest();
            comparison.compare("second look", look(target, names, byAddress), report, byAddress);
        }
        return new Outcome(comparison.differences, comparison.frames);
    }

    private static Extraction look(Target target, List<String> names, Function<String, Selector> naming) {
        var selectors = new ArrayList<Selector>();
        selectors.add(new Selector.AllThreads());
        names.stream().map(naming).forEach(selectors::add);
        return target.extract(selectors, ExtractOptions.defaults());
    }

    private void compare(String look, Extraction ours, OracleReport report, Function<String, Selector> naming) {
        ours.problems().forEach(problem -> differences.add(look + ": problem of the target: " + problem));
        Map<Long, Stack> threads = new HashMap<>();
        Map<String, Stack> objects = new HashMap<>();
        for (Stack stack : ours.stacks()) {
            ThreadInfo thread = stack.thread();
            if (stack.selector() != null) {
                objects.put(stack.selector(), stack);
            } else if (thread != null) {
                threads.put(thread.ident(), stack);
            }
        }
        for (OfThread thread : report.threads()) {
            compare(look, threads.remove(thread.ident()), thread);
        }
        threads.values().forEach(stack -> differences.add(look + ": a thread that Python does not know: " + stack));
        report.objects()
                .forEach((name, object) ->
                        compare(look, objects.get(naming.apply(name).text()), name, object));
    }

    private void compare(String look, @Nullable Stack ours, OfThread theirs) {
        var table = new Differences(look + ": thread " + theirs.name() + " (" + theirs.ident() + ")");
        if (ours == null) {
            differences.add(table.missing());
            return;
        }
        ThreadInfo info = Objects.requireNonNull(ours.thread());
        table.add("name", ours.name(), theirs.name());
        table.add("daemon", info.daemon(), theirs.daemon());
        if (theirs.nativeId() != null) {
            table.add("native id", info.nativeId(), theirs.nativeId());
        }
        // The reporter was somewhere else when it looked at itself.
        if (!OracleReport.REPORTER.equals(theirs.name())) {
            compareFrames(table, ours, theirs.frames());
        }
        finish(table);
    }

    private void compare(String look, @Nullable Stack ours, String name, OfObject theirs) {
        var table = new Differences(look + ": object " + name);
        if (ours == null) {
            differences.add(table.missing());
            return;
        }
        table.add("type", ours.root() == null ? null : ours.root().type(), theirs.type());
        table.add("address", ours.root() == null ? null : ours.root().address(), theirs.address());
        if (theirs.hasState()) {
            table.add("kind", ours.kind().id(), theirs.type());
            table.add("state", ours.state().id(), theirs.state());
        }
        table.add("leaf", ours.leaf() == null ? null : ours.leaf().type(), awaited(theirs.leaf()));
        compareFrames(table, ours, theirs.frames());
        finish(table);
    }

    private void finish(Differences table) {
        if (table.found()) {
            differences.add(table.text());
        }
    }

    private void compareFrames(Differences table, Stack ours, List<OfFrame> theirs) {
        table.add("problems", ours.problems().toString(), "[]");
        for (int i = 0; i < Math.max(ours.frames().size(), theirs.size()); i++) {
            Frame our = i < ours.frames().size() ? ours.frames().get(i) : null;
            OfFrame their = i < theirs.size() ? theirs.get(i) : null;
            table.add("", our == null ? null : line(our, their), their == null ? null : line(their));
            frames++;
        }
    }

    /** What we say, in as far as the oracle says anything. */
    private static String line(Frame ours, @Nullable OfFrame theirs) {
        boolean hasNewerFacts = theirs == null || theirs.qualname() != null;
        String line = line(new OfFrame(
                ours.file(),
                hasNewerFacts ? ours.position() : Position.ofLine(ours.line()),
                ours.function(),
                hasNewerFacts ? ours.qualname() : null,
                ours.module(),
                ours.className(),
                theirs == null || theirs.text() != null ? ours.text() : null));
        return ours.problems().isEmpty() ? line : line + " " + ours.problems();
    }

    private static String line(OfFrame frame) {
        Position position = frame.position();
        return "%s:%d:%s [%d-%d:%d] module %s, class %s, qualname %s, text %s"
                .formatted(
                        frame.file(),
                        position.line(),
                        frame.function(),
                        position.column(),
                        position.endLine(),
                        position.endColumn(),
                        frame.module(),
                        frame.className(),
                        frame.qualname(),
                        frame.text());
    }

    /** Python names the iterator over a future where we name the future itself. */
    private static @Nullable String awaited(@Nullable String leaf) {
        boolean isIterator = "_asyncio.FutureIter".equals(leaf) || "FutureIter".equals(leaf);
        return isIterator ? "_asyncio.Future" : leaf;
    }
}
