package asynctb.cpython.consistency;

import asynctb.model.Frame;
import asynctb.model.Problem;
import asynctb.model.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which stacks {@code busy.py} can have, as its own comments say. */
final class BusyProgram {
    private static final Pattern FUNCTION = Pattern.compile(" *(?:async )?def (\\w+)\\(.*?(# begin)?");
    private static final Pattern CALLS = Pattern.compile(".*# -> (.*)");
    private static final String MODULE = "<module>";

    private final String file;
    private final Map<Integer, String> functions = new HashMap<>();
    private final Map<Integer, Set<String>> calls = new HashMap<>();
    private final Set<String> beginnings = new HashSet<>(Set.of(MODULE));

    BusyProgram(Path program) {
        file = program.toString();
        try {
            read(Files.readAllLines(program));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(List<String> lines) {
        String function = MODULE;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher definition = FUNCTION.matcher(line);
            if (definition.matches()) {
                function = definition.group(1);
                if (definition.group(2) != null) {
                    beginnings.add(function);
                }
            } else if (!line.isEmpty() && line.charAt(0) != ' ') {
                function = MODULE;
            }
            functions.put(i + 1, function);
            Matcher called = CALLS.matcher(line);
            if (called.matches()) {
                calls.put(i + 1, Set.of(called.group(1).split(", ", -1)));
            }
        }
    }

    /** Whether a stack says itself that it may be wrong. */
    static boolean isMarked(Stack stack) {
        return stack.problems().stream().anyMatch(problem -> problem.kind() == Problem.Kind.TORN);
    }

    /** Why the program cannot have this stack; empty if it can. */
    String whyImpossible(Stack stack) {
        if (!stack.problems().isEmpty()) {
            return "problems " + stack.problems() + " in " + text(stack);
        }
        List<Frame> frames =
                stack.frames().stream().dropWhile(frame -> !isOwn(frame)).toList();
        if (frames.isEmpty() || !beginnings.contains(frames.getFirst().function())) {
            return "it does not begin where threads begin: " + text(stack);
        }
        for (int i = 0; i < frames.size() && isOwn(frames.get(i)); i++) {
            Frame frame = frames.get(i);
            int line = frame.position() == null ? 0 : frame.position().line();
            // Some instructions are of no line, such as the first of a generator in 3.10 and what ends an `except`.
            boolean hasLine = line != 0 || i < frames.size() - 1;
            if (hasLine && !frame.function().equals(functions.get(line))) {
                return "line " + line + " is not in " + frame.function() + ": " + text(stack);
            }
            String next = i + 1 < frames.size() ? frames.get(i + 1).function() : "";
            if (!next.isEmpty() && !calls.getOrDefault(line, Set.of()).contains(next)) {
                return "line " + line + " does not call " + next + ": " + text(stack);
            }
        }
        return "";
    }

    private boolean isOwn(Frame frame) {
        return frame.file().equals(file);
    }

    private static String text(Stack stack) {
        var text = new StringBuilder();
        for (Frame frame : stack.frames()) {
            int line = frame.position() == null ? 0 : frame.position().line();
            text.append(frame.function()).append(':').append(line).append(' ');
        }
        return text.toString();
    }
}
