package asynctb.render;

import asynctb.model.Child;
import asynctb.model.Context;
import asynctb.model.Extraction;
import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.model.Position;
import asynctb.model.Problem;
import asynctb.model.Reference;
import asynctb.model.Stack;
import asynctb.model.TargetInfo;
import asynctb.model.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tasks as a service could have them: a server, its workers, two that wait for one, and a circle. */
final class TaskSamples {
    private static final String APP = "/srv/mail/app.py";
    private static final ThreadInfo LOOP = Samples.info(8099, false, Map.of());

    private TaskSamples() {}

    static Extraction service() {
        Stack loop = Samples.thread(
                "MainThread",
                8099,
                Stack.State.WAITING,
                "waiting in epoll_wait",
                LOOP,
                Samples.frame("main", APP, 80, "asyncio.run(serve())"));
        return new Extraction(Samples.target(TargetInfo.Consistency.UNMOVED), List.of(loop), tasks(), List.of());
    }

    private static List<Stack> tasks() {
        var workers = new ArrayList<Child>();
        for (int i = 1; i <= 990; i++) {
            workers.add(worker(i, "waiting in Queue.get, 0 of 5 items"));
        }
        workers.add(worker(991, "waiting in Queue.get, 1 of 5 items"));
        workers.add(report());
        Stack server = task(
                "server",
                1,
                Stack.State.WAITING,
                "waiting at the end of a TaskGroup, 992 left",
                workers,
                frame("serve", 30, "async with asyncio.TaskGroup() as group:"));
        Stack watcher = task(
                null,
                2000,
                Stack.State.RUNNING,
                null,
                List.of(new Reference("task@0x3e9", "report")),
                frame("watch", 60, "check(await report)"));
        Stack first = task(
                "a",
                3000,
                Stack.State.WAITING,
                "waiting for task \"b\"",
                List.of(task(
                        "b",
                        3001,
                        Stack.State.WAITING,
                        "waiting for task \"a\"",
                        List.of(new Reference("task@0xbb8", "a")),
                        frame("turn", 71, "await others[0]"))),
                frame("turn", 71, "await others[1]"));
        Stack stopped = task(
                        "left over",
                        4000,
                        null,
                        Stack.State.SUSPENDED,
                        "ready to run; being cancelled",
                        List.of(),
                        frame("late", 75, "await asyncio.sleep(9)"))
                .with(Problem.of(Problem.Kind.UNREADABLE, "which task waits for it could not be read"));
        return List.of(server, watcher, first, stopped);
    }

    /** One that sleeps, of a loop of this thread. */
    static Stack alone(ThreadInfo thread) {
        return task("alone", 1, thread, Stack.State.WAITING, "sleeping", List.of());
    }

    private static Stack worker(int number, String doing) {
        return task(
                "worker-" + number,
                number + 1,
                Stack.State.WAITING,
                doing,
                List.of(),
                frame("worker", 12, "job = await queue.get()"),
                Samples.frame("Queue.get", "/usr/lib/python3.11/asyncio/queues.py", 158, "await getter"));
    }

    private static Stack report() {
        return task(
                "report",
                1001,
                Stack.State.WAITING,
                "sleeping, 59.5 s left",
                List.of(),
                frame("report", 44, "await asyncio.sleep(60)"),
                Samples.frame("sleep", "/usr/lib/python3.11/asyncio/tasks.py", 639, "return await future"));
    }

    private static Frame frame(String function, int line, String text) {
        return Samples.frame(function, APP, line, text);
    }

    /** A task with two nurseries, one of a frame that is hidden, and one task that no manager keeps. */
    static Extraction nurseries() {
        Frame main = frame("main", 40, "await trio.sleep(5)")
                .with(
                        List.of(
                                nursery(
                                        "outer",
                                        30,
                                        List.of(report(), worker(1, "ready to run"), worker(2, "ready to run"))),
                                nursery("inner", 35, List.of(worker(3, "ready to run"), worker(4, "ready to run")))),
                        List.of());
        Frame start = Samples.frame("Nursery.start", "/usr/lib/python3/trio/_run.py", 9, "async with open_nursery():")
                .with(List.of(nursery("old", 8, List.of(worker(5, "starting")))), List.of())
                .hidden(true, false);
        Stack task = task("main", 9, Stack.State.WAITING, "sleeping", List.of(worker(6, "ready to run")), main, start);
        return new Extraction(Samples.target(TargetInfo.Consistency.UNMOVED), List.of(), List.of(task), List.of());
    }

    private static Context nursery(String name, int line, List<Child> tasks) {
        return new Context(
                new ObjectInfo("trio.Nursery", 0x70 + line, "<trio.Nursery>"),
                true,
                false,
                false,
                name,
                line,
                "async with trio.open_nursery() as " + name + ":",
                null,
                null,
                tasks,
                false,
                List.of());
    }

    /** Some at one line, each within a lock that is in the states that are given. */
    static Extraction holders(String... states) {
        var tasks = new ArrayList<Stack>();
        for (String state : states) {
            int number = tasks.size() + 1;
            Frame frame = frame("hold", 3, "await trio.sleep(5)").with(List.of(lock(state, List.of())), List.of());
            tasks.add(task("task-" + number, number, Stack.State.WAITING, "sleeping", List.of(), frame));
        }
        return new Extraction(Samples.target(TargetInfo.Consistency.UNMOVED), List.of(), tasks, List.of());
    }

    /** Tasks that each wait for tasks of their own, as many as there are states. */
    static Extraction parents(int count, String... states) {
        var tasks = new ArrayList<Stack>();
        for (int number = 1; number <= count; number++) {
            var children = new ArrayList<Child>();
            for (String state : states) {
                int child = 10 * number + children.size();
                Frame frame = frame("nap", 5, "await asyncio.sleep(5)")
                        .with(List.of(lock("held by " + child, List.of())), List.of());
                String doing = state.replace("N", Integer.toString(child));
                children.add(task("child-" + child, child, Stack.State.WAITING, doing, List.of(), frame));
            }
            tasks.add(task(
                    "parent-" + number,
                    number,
                    Stack.State.WAITING,
                    "waiting",
                    children,
                    frame("wait", 3, "await child")));
        }
        return new Extraction(Samples.target(TargetInfo.Consistency.UNMOVED), List.of(), tasks, List.of());
    }

    /** Pairs at one line that differ in what is said of them, in a local, in what a manager keeps and in how far one is entered. */
    static Extraction unlike() {
        var tasks = new ArrayList<Stack>();
        for (int number = 1; number <= 10; number++) {
            int kind = number / 2;
            Context lock = lock("held", kind == 1 ? List.of(lock("held", List.of())) : List.of());
            Frame frame = new Frame(
                            number,
                            "hold",
                            null,
                            null,
                            null,
                            APP,
                            new Position(3, 0, 0, 0),
                            null,
                            false,
                            false,
                            null,
                            Map.of("n", new ObjectInfo("int", number, kind == 2 ? "2" : "<at 0x" + number + ">")),
                            List.of(),
                            List.of())
                    .with(kind == 3 ? List.of() : List.of(lock), List.of());
            String doing = "sleeping, " + number + " s left" + (kind == 4 ? "; being cancelled" : "");
            tasks.add(task("task-" + number, number, Stack.State.WAITING, doing, List.of(), frame));
        }
        return new Extraction(Samples.target(TargetInfo.Consistency.UNMOVED), List.of(), tasks, List.of());
    }

    private static Context lock(String state, List<Child> kept) {
        return new Context(
                new ObjectInfo("trio.Lock", 0x70, "<trio.Lock>"),
                true,
                false,
                false,
                "lock",
                2,
                "async with lock:",
                state,
                null,
                kept,
                false,
                List.of());
    }

    /** Two without names that wait for each other. */
    static Extraction unnamedCircle() {
        Stack inner = task(
                null,
                11,
                Stack.State.WAITING,
                "waiting for ping",
                List.of(new Reference("task@0xa", null)),
                frame("pong", 2, "await ping"));
        Stack outer =
                task(null, 10, Stack.State.WAITING, "waiting for pong", List.of(inner), frame("ping", 1, "await pong"));
        return new Extraction(Samples.target(TargetInfo.Consistency.UNMOVED), List.of(), List.of(outer), List.of());
    }

    /** One below the other, as many as that. */
    static Extraction chain(int length) {
        Stack task = task("chain-0", 1, Stack.State.WAITING, "sleeping", List.of(), frame("sleeper", 3, "await x"));
        for (int i = 1; i < length; i++) {
            task = task("chain-" + i, i + 1, Stack.State.WAITING, null, List.of(task), frame("link", 5, "await task"));
        }
        return new Extraction(Samples.target(TargetInfo.Consistency.UNMOVED), List.of(), List.of(task), List.of());
    }

    private static Stack task(
            @Nullable String name,
            int number,
            Stack.State state,
            @Nullable String doing,
            List<Child> children,
            Frame... frames) {
        return task(name, number, LOOP, state, doing, children, frames);
    }

    private static Stack task(
            @Nullable String name,
            int number,
            @Nullable ThreadInfo thread,
            Stack.State state,
            @Nullable String doing,
            List<? extends Child> children,
            Frame... frames) {
        return new Stack(
                Stack.Kind.TASK,
                "task@0x" + Integer.toHexString(number),
                null,
                name,
                new ObjectInfo("_asyncio.Task", number, "<_asyncio.Task at 0x" + Integer.toHexString(number) + ">"),
                thread,
                "asyncio",
                state,
                doing,
                state == Stack.State.WAITING ? new ObjectInfo("_asyncio.Future", 0x99, "<Future at 0x99>") : null,
                number == 1001 ? List.of("task@0x1", "task@0x7d0") : List.of(),
                List.of(frames),
                null,
                List.copyOf(children),
                List.of());
    }
}
