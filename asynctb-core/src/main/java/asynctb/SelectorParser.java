package asynctb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The written form of {@link Selector}s. */
final class SelectorParser {
    private static final Pattern STEP = Pattern.compile(
            "\\.?(?<name>[\\p{L}\\p{Nl}_][\\p{L}\\p{Nl}\\p{Mn}\\p{Mc}\\p{Nd}\\p{Pc}]*)"
                    + "|\\[(?:(?<index>-?\\d{1,18})|\"(?<dq>(?:[^\"\\\\]|\\\\.)*+)\"|'(?<sq>(?:[^'\\\\]|\\\\.)*+)')\\]");
    private static final Pattern PART_START = Pattern.compile("(?:^|,)(?<key>[a-z]+)=");
    private static final Set<String> PARTS = Set.of("thread", "outer", "inner", "limit");

    private SelectorParser() {}

    static Selector parse(String text) {
        if (text.startsWith("thread:")) {
            return new Selector.ThreadNamed(notEmpty(text, "thread:"));
        }
        if (text.startsWith("frames:")) {
            return frames(text);
        }
        if (text.startsWith("task:")) {
            return new Selector.TaskNamed(notEmpty(text, "task:"));
        }
        if (text.startsWith("@")) {
            return new Selector.At(address(text));
        }
        return path(text);
    }

    private static String notEmpty(String text, String prefix) {
        String rest = text.substring(prefix.length());
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("a name is missing behind " + prefix);
        }
        return rest;
    }

    private static long address(String text) {
        String digits = text.startsWith("@") ? text.substring(1) : text;
        try {
            if (digits.startsWith("0x")) {
                return Long.parseUnsignedLong(digits.substring(2), 16);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("an address looks like @0x7f12ab34cd50, not like " + text);
    }

    private static Selector frames(String text) {
        Map<String, String> parts = parts(text, text.substring("frames:".length()));
        String limit = parts.get("limit");
        String thread = parts.get("thread");
        Selector.Bound outer = bound(parts.get("outer"));
        Selector.Bound inner = bound(parts.get("inner"));
        if (thread == null && outer == null && inner == null) {
            throw new IllegalArgumentException("a range of frames needs a thread, an outer or an inner frame: " + text);
        }
        if (thread == null && (outer instanceof Selector.Bound.Function || inner instanceof Selector.Bound.Function)) {
            throw new IllegalArgumentException("a function's name needs a thread: " + text);
        }
        return new Selector.Frames(text, thread, outer, inner, limit == null ? 0 : positive(limit));
    }

    private static Map<String, String> parts(String text, String written) {
        var parts = new LinkedHashMap<String, String>();
        Matcher start = PART_START.matcher(written);
        int from = 0;
        String key = null;
        while (start.find()) {
            if (!PARTS.contains(start.group("key"))) {
                continue;
            }
            if (key != null) {
                put(text, parts, key, written.substring(from, start.start()));
            } else if (start.start() != 0) {
                break;
            }
            key = start.group("key");
            from = start.end();
        }
        if (key == null) {
            throw new IllegalArgumentException(
                    "a range is written frames:thread=…,outer=…,inner=…,limit=N, not " + text);
        }
        put(text, parts, key, written.substring(from));
        return parts;
    }

    private static void put(String text, Map<String, String> parts, String key, String value) {
        if (value.isEmpty() || parts.put(key, value) != null) {
            throw new IllegalArgumentException(key + "= is empty or stands twice in " + text);
        }
    }

    private static int positive(String limit) {
        try {
            int number = Integer.parseInt(limit);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("a limit is a number from 1 up, not " + limit);
    }

    private static Selector.@Nullable Bound bound(@Nullable String written) {
        if (written == null) {
            return null;
        }
        boolean isAddress = written.startsWith("@") || written.startsWith("0x");
        return isAddress ? new Selector.Bound.At(address(written)) : new Selector.Bound.Function(written);
    }

    private static Selector path(String text) {
        List<Selector.Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        int at = 0;
        while (at < text.length()) {
            step.region(at, text.length());
            if (!step.lookingAt() || !mayStand(step, at)) {
                throw notAPath(text, at);
            }
            steps.add(step(step));
            at = step.end();
        }
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("an empty selector names nothing");
        }
        return new Selector.Path(text, steps);
    }

    /** The first step is a bare name; later names follow a dot. */
    private static boolean mayStand(Matcher step, int at) {
        boolean isName = step.group("name") != null;
        boolean hasDot = step.group().startsWith(".");
        return at == 0 ? isName && !hasDot : !isName || hasDot;
    }

    private static IllegalArgumentException notAPath(String text, int at) {
        return new IllegalArgumentException("not a selector, from character " + (at + 1) + " on: " + text
                + " (thread:NAME, task:NAME, @0xADDRESS, package.module.attr[\"key\"][0] or frames:…)");
    }

    private static Selector.Step step(Matcher step) {
        if (step.group("name") != null) {
            return new Selector.Step.Attribute(step.group("name"));
        }
        if (step.group("index") != null) {
            return new Selector.Step.Index(Long.parseLong(step.group("index")));
        }
        String quoted = step.group("dq") != null ? step.group("dq") : step.group("sq");
        return new Selector.Step.Key(quoted.replaceAll("\\\\(.)", "$1"));
    }
}
