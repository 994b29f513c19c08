package asynctb.render;

import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import asynctb.model.Reference;
import asynctb.model.Stack;
import asynctb.model.TargetInfo;
import asynctb.model.ThreadInfo;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What is said of a target and of a stack before its frames, in both formats for people. Nothing is escaped yet. */
final class Headline {
    private static final int USUAL_LENGTH = 120;

    private Headline() {}

    /** {@code Process 12: python3 app.py}. */
    static String of(TargetInfo target) {
        String number = target.pid() == null ? "" : " " + target.pid();
        String kind = switch (target.kind()) {
            case PROCESS -> "Process" + number;
            case SELF -> "This process" + number;
            case CORE -> "Core of process" + number;
            case SNAPSHOT -> "Snapshot of process" + number;
        };
        return target.command().isEmpty() ? kind : kind + ": " + commandLine(target.command());
    }

    static String commandLine(List<String> words) {
        var line = new StringBuilder();
        for (String word : words) {
            boolean isPlain = !word.isEmpty() && word.indexOf(' ') < 0;
            line.append(line.isEmpty() ? "" : " ").append(isPlain ? word : "'" + word + "'");
        }
        return line.toString();
    }

    /** Said where the reads of a target did not agree. */
    static final String DOUBT =
            "The process ran while it was read, and its reads do not agree: torn stacks are marked.";

    static boolean isDoubtful(TargetInfo target) {
        return target.consistency() == TargetInfo.Consistency.UNPROVEN;
    }

    /** {@code CPython 3.11.7}, {@code /usr/bin/python3.11}, {@code 2026-01-02T03:04:05Z}, {@code several reads agree}. */
    static List<String> details(TargetInfo target) {
        var details = new ArrayList<String>();
        boolean isCPython = "cpython".equals(target.implementation());
        details.add((isCPython ? "CPython" : target.implementation()) + " " + target.version());
        if (target.executable() != null) {
            details.add(target.executable());
        }
        if (target.takenAt() != null) {
            details.add(target.takenAt().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        switch (target.consistency()) {
            case UNMOVED -> details.add("nothing ran meanwhile");
            case PAUSED -> details.add("taken while it stood still");
            case REPEATED -> details.add("several reads agree");
            case UNPROVEN -> {}
        }
        Double paused = target.pausedMillis();
        if (paused != null) {
            details.add(paused == 0 ? "never paused" : "paused for " + Math.round(paused * 10) / 10.0 + " ms");
        }
        return details;
    }

    /** What it is: {@code Thread 12 "worker"}, {@code Generator <generator object f at 0x…>}. */
    static String subject(Stack stack) {
        var line = new StringBuilder(USUAL_LENGTH).append(kind(stack.kind()));
        ThreadInfo thread = stack.thread();
        boolean isThread = stack.kind() == Stack.Kind.THREAD;
        if (isThread && thread != null) {
            line.append(' ').append(thread.nativeId() != null ? thread.nativeId() : thread.ident());
        }
        if (stack.name() != null) {
            line.append(" \"").append(stack.name()).append('"');
        }
        ObjectInfo root = stack.root();
        if (root != null && !isThread) {
            line.append(' ').append(root);
        }
        if (stack.selector() != null && !isThread && !isSaid(stack, stack.selector())) {
            line.append(" (").append(stack.selector()).append(')');
        }
        return isTorn(stack) ? line.append(" [TORN]").toString() : line.toString();
    }

    /** Whether a selector is the name or the address of the stack's root, which has been said already. */
    private static boolean isSaid(Stack stack, String selector) {
        ObjectInfo root = stack.root();
        String address = root == null ? "" : "0x" + Long.toHexString(root.address());
        return selector.equals("task:" + stack.name())
                || root != null
                        && selector.equals("@" + address)
                        && root.toString().contains(address);
    }

    private static String kind(Stack.Kind kind) {
        return switch (kind) {
            case THREAD -> "Thread";
            case TASK -> "Task";
            case COROUTINE -> "Coroutine";
            case GENERATOR -> "Generator";
            case ASYNC_GENERATOR -> "Async generator";
            case GREENLET -> "Greenlet";
            case FRAMES -> "Frames";
            case OTHER -> "Object";
        };
    }

    static boolean isTorn(Stack stack) {
        for (Problem problem : stack.problems()) {
            if (problem.kind() == Problem.Kind.TORN) {
                return true;
            }
        }
        return false;
    }

    /** What it does now: {@code waiting in recvfrom; daemon}. */
    static String state(Stack stack) {
        String state =
                stack.stateText() != null ? stack.stateText() : stack.state().id();
        ThreadInfo thread = stack.thread();
        return thread == null ? state : state + attributes(stack, thread, state);
    }

    private static String attributes(Stack stack, ThreadInfo thread, String state) {
        var line = new StringBuilder();
        // A suspended task is not in the call that its thread is in.
        boolean ownCall = stack.kind() == Stack.Kind.THREAD;
        if (ownCall && thread.attributes().get("syscall") instanceof String call && !state.contains(call)) {
            line.append(" in ").append(call);
        }
        if (Boolean.TRUE.equals(thread.attributes().get("holds_gil"))) {
            line.append("; holds the GIL");
        }
        if (Boolean.TRUE.equals(thread.daemon())) {
            line.append("; daemon");
        }
        if (ownCall && thread.attributes().get("waits_for") instanceof String what) {
            line.append("; waits for ").append(what);
        }
        if (ownCall && thread.attributes().get("works_for") instanceof String who) {
            line.append("; works for ").append(who);
        }
        if (stack.kind() != Stack.Kind.THREAD) {
            line.append("; thread ").append(thread.nativeId() != null ? thread.nativeId() : thread.ident());
        }
        if (thread.interpreter() != 0) {
            line.append("; interpreter ").append(thread.interpreter());
        }
        return line.toString();
    }

    /** {@code task "worker-1", shown elsewhere}. */
    static String reference(Reference reference) {
        String name = reference.name() == null ? reference.id() : "task \"" + reference.name() + '"';
        return name + ", shown elsewhere";
    }

    /** The fullest name of a frame's function that is known. */
    static String function(asynctb.model.Frame frame) {
        if (frame.qualname() != null) {
            return frame.qualname();
        }
        return frame.className() != null ? frame.className() + "." + frame.function() : frame.function();
    }

    /** {@code torn: the target ran while this was read}. */
    static String problem(Problem problem) {
        String address = "0x" + Long.toHexString(problem.address());
        boolean isSaid = problem.address() == 0 || problem.message().contains(address);
        return problem.kind().id() + ": " + problem.message() + (isSaid ? "" : " (" + address + ")");
    }
}
