package asynctb.cpython;

import asynctb.model.Position;
import asynctb.testkit.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a target's own Python says of its stacks: what {@code oracle.py} answers to {@code report}.
 *
 * @param threads all of the target's
 * @param objects the target's named objects
 */
record OracleReport(List<OfThread> threads, Map<String, OfObject> objects) {
    /** The thread that makes the report. */
    static final String REPORTER = "asynctb-oracle";

    /**
     * A thread.
     *
     * @param name null if it is not one of threading's
     * @param nativeId null if Python does not know
     */
    record OfThread(
            long ident,
            @Nullable String name,
            @Nullable Boolean daemon,
            @Nullable Long nativeId,
            List<OfFrame> frames) {}

    /**
     * A generator-like object, or an awaitable that stands for one.
     *
     * @param type as the contract writes it
     * @param state as {@link asynctb.model.Stack.State#id()}
     * @param leaf the type of what is waited for in the end; null if the frames tell everything
     */
    record OfObject(
            String type,
            long address,
            @Nullable String state,
            List<OfFrame> frames,
            @Nullable String leaf) {
        /** Whether it is itself what has a state, not an awaitable that stands for it. */
        boolean hasState() {
            return List.of("coroutine", "generator", "async_generator").contains(type);
        }
    }

    /**
     * A frame.
     *
     * @param qualname null before 3.11
     * @param position columns are unknown before 3.11
     * @param text null where there is no plain source file
     */
    record OfFrame(
            String file,
            Position position,
            String function,
            @Nullable String qualname,
            @Nullable String module,
            @Nullable String className,
            @Nullable String text) {}

    static List<String> names(String answer) {
        return list(Json.parse(answer)).stream().map(String.class::cast).toList();
    }

    static OracleReport parse(String answer) {
        Map<String, @Nullable Object> report = map(Json.parse(answer));
        var objects = new LinkedHashMap<String, OfObject>();
        map(report.get("objects")).forEach((name, object) -> objects.put(name, object(map(object))));
        var threads = new ArrayList<OfThread>();
        list(report.get("threads")).forEach(thread -> threads.add(thread(map(thread))));
        return new OracleReport(threads, objects);
    }

    private static OfThread thread(Map<String, @Nullable Object> thread) {
        return new OfThread(
                number(thread.get("ident")),
                (String) thread.get("name"),
                (Boolean) thread.get("daemon"),
                (Long) thread.get("native_id"),
                frames(thread.get("frames")));
    }

    private static OfObject object(Map<String, @Nullable Object> object) {
        return new OfObject(
                string(object.get("type")),
                number(object.get("address")),
                (String) object.get("state"),
                frames(object.get("frames")),
                (String) object.get("leaf"));
    }

    private static List<OfFrame> frames(@Nullable Object frames) {
        var all = new ArrayList<OfFrame>();
        list(frames).forEach(frame -> all.add(frame(map(frame))));
        return all;
    }

    private static OfFrame frame(Map<String, @Nullable Object> frame) {
        return new OfFrame(
                string(frame.get("file")),
                new Position(
                        numberOr(frame.get("line"), 0),
                        numberOr(frame.get("end_line"), 0),
                        numberOr(frame.get("column"), -1),
                        numberOr(frame.get("end_column"), -1)),
                string(frame.get("function")),
                (String) frame.get("qualname"),
                (String) frame.get("module"),
                (String) frame.get("class"),
                (String) frame.get("text"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> map(@Nullable Object value) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked")
    private static List<@Nullable Object> list(@Nullable Object value) {
        return (List<@Nullable Object>) Objects.requireNonNull(value);
    }

    private static String string(@Nullable Object value) {
        return (String) Objects.requireNonNull(value);
    }

    private static long number(@Nullable Object value) {
        return (Long) Objects.requireNonNull(value);
    }

    private static int numberOr(@Nullable Object value, int otherwise) {
        return value == null ? otherwise : Math.toIntExact((Long) value);
    }
}
