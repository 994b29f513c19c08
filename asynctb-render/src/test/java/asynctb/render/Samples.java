package asynctb.render;

import asynctb.model.Context;
import asynctb.model.Extraction;
import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.model.Position;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.model.TargetInfo;
import asynctb.model.ThreadInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results to write, like those of real programs and worse. */
final class Samples {
    static final String LIB = "/usr/local/lib/python3.11/";
    static final String APP = "/srv/mail/app/";

    /** A string that harms terminals, JSON and lines alike. */
    static final String HOSTILE =
            "a\u001b[31mred\u001b[0m\nline\ttab\u0000\udc80\u009b\u202eevil\"\\é\u4e2d\ud83d\ude00";

    private Samples() {}

    static TargetInfo target(TargetInfo.Consistency consistency) {
        return new TargetInfo(
                TargetInfo.Kind.PROCESS,
                8099L,
                1L,
                "cpython",
                "3.11.7",
                "/usr/local/bin/python3.11",
                List.of("python3", "-m", "mail.service", "--name", "evening run"),
                Instant.parse("2026-01-02T03:04:05.678Z"),
                consistency,
                0.0);
    }

    static Extraction extraction(Stack... stacks) {
        return new Extraction(target(TargetInfo.Consistency.REPEATED), List.of(stacks), List.of());
    }

    static Frame frame(String qualname, String file, int line, @Nullable String text) {
        return frame(qualname, file, line, text, false, null, List.of());
    }

    static Frame frame(
            String qualname,
            String file,
            int line,
            @Nullable String text,
            boolean hide,
            @Nullable Map<String, ObjectInfo> locals,
            List<Problem> problems) {
        return new Frame(
                0x7f12ab340000L + line,
                qualname.substring(qualname.lastIndexOf('.') + 1),
                qualname,
                null,
                "mail",
                file,
                Position.ofLine(line),
                text,
                hide,
                false,
                null,
                locals,
                List.of(),
                problems);
    }

    static Stack thread(
            String name, long nativeId, Stack.State state, @Nullable String said, ThreadInfo info, Frame... frames) {
        return new Stack(
                Stack.Kind.THREAD,
                "thread@" + nativeId,
                null,
                name,
                null,
                info,
                state,
                said,
                List.of(frames),
                null,
                List.of());
    }

    /** As many calls, each with a manager at another address. A null as the name gives each another name. */
    static Stack recursionThroughWith(int calls, @Nullable String name) {
        var frames = new ArrayList<Frame>();
        for (int i = 0; i <= calls; i++) {
            var manager = new Context(
                    new ObjectInfo("app.Lock", 0x100 + i, null),
                    false,
                    false,
                    false,
                    name == null ? "lock" + i : name,
                    4,
                    "with Lock() as lock:",
                    null,
                    null,
                    List.of(),
                    false,
                    List.of());
            frames.add(frame("dive", "p.py", i < calls ? 5 : 6, "dive()").with(List.of(manager), List.of()));
        }
        return thread("t", 1, Stack.State.RUNNING, null, info(1, false, Map.of()), frames.toArray(new Frame[0]));
    }

    /** Two frames of thread 1. */
    static Stack range(Stack.State state, @Nullable String said) {
        return new Stack(
                Stack.Kind.FRAMES,
                "frames",
                "frames:inner=b",
                null,
                null,
                info(1, false, Map.of("syscall", "futex")),
                state,
                said,
                List.of(frame("a", "p.py", 1, "b()"), frame("b", "p.py", 2, "c()")),
                null,
                List.of());
    }

    static ThreadInfo info(long nativeId, boolean daemon, Map<String, Object> attributes) {
        return new ThreadInfo(140_000_000_000_000L + nativeId, nativeId, daemon, 0, attributes);
    }

    private static Frame[] bootstrapped(Frame... frames) {
        var all = new ArrayList<Frame>();
        all.add(frame("Thread._bootstrap", LIB + "threading.py", 1002, "self._bootstrap_inner()"));
        all.add(frame("Thread._bootstrap_inner", LIB + "threading.py", 1045, "self.run()"));
        all.add(frame("Thread.run", LIB + "threading.py", 982, "self._target(*self._args, **self._kwargs)"));
        Collections.addAll(all, frames);
        return all.toArray(new Frame[0]);
    }

    static Stack delivery() {
        return thread(
                "delivery",
                8141,
                Stack.State.WAITING,
                "waiting in futex",
                info(8141, true, Map.of("syscall", "futex")),
                bootstrapped(
                        frame("Outbox.deliver", APP + "outbox.py", 31, "message = self.queue.get()"),
                        frame("Queue.get", LIB + "queue.py", 171, "self.not_empty.wait()"),
                        frame("Condition.wait", LIB + "threading.py", 327, "waiter.acquire()")));
    }

    static Stack fetcher() {
        return thread(
                "smtp",
                8142,
                Stack.State.WAITING,
                null,
                info(8142, false, Map.of("syscall", "recvfrom(4), TCP 10.9.8.7:25")),
                bootstrapped(
                        frame(
                                "MailClient.wait_for_greeting_of_the_server",
                                APP + "clients/smtp/connection.py",
                                112,
                                "greeting = self.connection.recv(self.options.greeting_size, flags=self.options.flags)"),
                        frame(
                                "SSLSocket.recv",
                                "/srv/mail/venv/lib/python3.11/site-packages/somewhere/tls.py",
                                1296,
                                "return self.read(buflen)")));
    }

    static Stack deep(int calls) {
        var frames = new ArrayList<Frame>();
        var changed = List.of(
                Problem.of(Problem.Kind.SOURCE_CHANGED, APP + "folders.py was changed after the program was started"));
        frames.add(frame("main", APP + "__main__.py", 9, "main()"));
        for (int i = 0; i < calls; i++) {
            frames.add(frame("count", APP + "folders.py", 12, "return 1 + count(folder.parent)", false, null, changed));
        }
        frames.add(frame("count", APP + "folders.py", 10, "time.sleep(3600)", false, null, changed));
        return thread(
                "deep",
                8143,
                Stack.State.WAITING,
                null,
                info(8143, true, Map.of("syscall", "clock_nanosleep")),
                frames.toArray(new Frame[0]));
    }

    static Stack busy() {
        return thread(
                "poller",
                8144,
                Stack.State.RUNNING,
                null,
                info(8144, true, Map.of("holds_gil", true)),
                bootstrapped(frame("poll", APP + "poll.py", 16, "checks += 1")));
    }

    static Stack torn() {
        return thread(
                        "torn",
                        8145,
                        Stack.State.RUNNING,
                        null,
                        info(8145, false, Map.of()),
                        frame("main", APP + "__main__.py", 9, "main()"),
                        frame(
                                "step",
                                APP + "steps.py",
                                40,
                                null,
                                false,
                                null,
                                List.of(new Problem(
                                        Problem.Kind.UNREADABLE, "the code object is damaged", 0x7f12ab34cd50L))))
                .with(Problem.of(
                        Problem.Kind.TORN, "the target ran while this was read; the stack may mix two moments"));
    }

    /** A generator with a leaf, hidden frames and variables. */
    static Stack generator() {
        var locals = new LinkedHashMap<String, ObjectInfo>();
        locals.put("self", new ObjectInfo("mail.outbox.Outbox", 0x7f12ab34cd50L, null));
        locals.put("count", new ObjectInfo("int", 0x7f12ab34cd80L, "17"));
        return new Stack(
                Stack.Kind.GENERATOR,
                "generator@0x7f12ab34cd00",
                "mail.outbox.pending",
                null,
                new ObjectInfo("generator", 0x7f12ab34cd00L, "<generator object Outbox.pending at 0x7f12ab34cd00>"),
                null,
                Stack.State.SUSPENDED,
                null,
                List.of(
                        frame(
                                "Outbox.pending",
                                APP + "outbox.py",
                                44,
                                "yield from self.each()",
                                false,
                                locals,
                                List.of()),
                        frame("wrapper", LIB + "contextlib.py", 81, "return func(*args)", true, null, List.of()),
                        new Frame(
                                0,
                                "each",
                                null,
                                "Outbox",
                                null,
                                "",
                                Position.NONE,
                                null,
                                false,
                                false,
                                null,
                                null,
                                List.of(),
                                List.of())),
                new ObjectInfo("list_iterator", 0x7f12ab34cf00L, null),
                List.of());
    }

    /** A task in two blocks, one made of a generator, that now leaves a third, an exit stack. */
    static Stack held() {
        Context lock = context("self.lock", "_thread.lock", 17, "with self.lock:", "locked");
        Frame opened = frame("opened", APP + "folders.py", 33, "yield folder").with(List.of(lock), List.of());
        Stack generator = new Stack(
                Stack.Kind.GENERATOR,
                "generator@0x1",
                null,
                "opened",
                null,
                null,
                Stack.State.SUSPENDED,
                null,
                List.of(opened),
                null,
                List.of());
        Context kept = new Context(
                new ObjectInfo("_io.TextIOWrapper", 0x7f12ab350001L, null),
                false,
                false,
                false,
                "stack[0]",
                0,
                null,
                "stack.enter_context('/var/log/mail', descriptor 7)",
                null,
                List.of(),
                false,
                List.of());
        Context folder = new Context(
                new ObjectInfo("contextlib._GeneratorContextManager", 0x7f12ab350002L, null),
                false,
                false,
                false,
                "folder",
                61,
                "with opened(name) as folder:",
                "opened(...)",
                generator,
                List.of(),
                false,
                List.of());
        Context stack = new Context(
                new ObjectInfo("contextlib.AsyncExitStack", 0x7f12ab350003L, null),
                true,
                false,
                true,
                "stack",
                62,
                "async with AsyncExitStack() as stack:",
                null,
                null,
                List.of(kept),
                false,
                List.of(new Problem(Problem.Kind.UNREADABLE, "an entry is damaged", 0x7f12ab350004L)));
        Frame deliver = frame("Outbox.deliver", APP + "outbox.py", 62, "async with AsyncExitStack() as stack:")
                .with(List.of(folder, stack), List.of(Problem.of(Problem.Kind.CONTEXTS_GUESSED, "guessed")));
        Context limit = new Context(null, true, true, false, null, 0, null, null, null, List.of(), false, List.of());
        Frame exit = frame(
                        "AsyncExitStack.__aexit__", LIB + "contextlib.py", 715, "cb_suppress = await cb(*exc_details)")
                .with(List.of(limit), List.of());
        return new Stack(
                Stack.Kind.COROUTINE,
                "coroutine@0x7f12ab350000",
                null,
                "Outbox.deliver",
                null,
                null,
                Stack.State.SUSPENDED,
                null,
                List.of(deliver, exit),
                null,
                List.of());
    }

    private static Context context(String name, String type, int line, String text, String description) {
        return new Context(
                new ObjectInfo(type, 0x7f12ab360000L + line, null),
                false,
                false,
                false,
                name,
                line,
                text,
                description,
                null,
                List.of(),
                false,
                List.of());
    }

    static Stack hostile() {
        return new Stack(
                Stack.Kind.COROUTINE,
                "coroutine@0x1",
                HOSTILE,
                HOSTILE,
                new ObjectInfo(HOSTILE, 1, HOSTILE),
                new ThreadInfo(1, null, null, 3, Map.of("syscall", HOSTILE, "count", 3)),
                Stack.State.SUSPENDED,
                HOSTILE,
                List.of(new Frame(
                        -1,
                        HOSTILE,
                        HOSTILE,
                        HOSTILE,
                        HOSTILE,
                        HOSTILE,
                        new Position(1, 2, 3, 4),
                        HOSTILE,
                        false,
                        false,
                        new ObjectInfo(HOSTILE, 2, HOSTILE),
                        Map.of(HOSTILE, new ObjectInfo(HOSTILE, 3, HOSTILE)),
                        List.of(new Context(
                                new ObjectInfo(HOSTILE, 6, HOSTILE),
                                true,
                                false,
                                false,
                                HOSTILE,
                                1,
                                HOSTILE,
                                HOSTILE,
                                null,
                                List.of(),
                                false,
                                List.of(Problem.of(Problem.Kind.UNREADABLE, HOSTILE)))),
                        List.of(new Problem(Problem.Kind.RULE_FAILED, HOSTILE, 4)))),
                new ObjectInfo(HOSTILE, 5, null),
                List.of(Problem.of(Problem.Kind.CYCLE, HOSTILE)));
    }

    static Extraction service() {
        return new Extraction(
                target(TargetInfo.Consistency.UNPROVEN),
                List.of(delivery(), fetcher(), deep(30), busy(), torn(), generator()),
                List.of(Problem.of(Problem.Kind.UNKNOWN_VERSION, "3.11.99 is not known; read as 3.11.7")));
    }

    static Extraction hostileProcess() {
        var target = new TargetInfo(
                TargetInfo.Kind.CORE,
                null,
                null,
                HOSTILE,
                HOSTILE,
                HOSTILE,
                List.of(HOSTILE, ""),
                null,
                TargetInfo.Consistency.UNMOVED,
                null);
        return new Extraction(target, List.of(hostile()), List.of(new Problem(Problem.Kind.NOT_FOUND, HOSTILE, 9)));
    }

    static String text(Format format, RenderOptions options, Extraction... extractions) {
        var out = new StringBuilder();
        try {
            Renderer renderer = Renderer.of(format, options, out);
            for (Extraction extraction : extractions) {
                renderer.add(extraction);
            }
            renderer.finish(List.of());
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
        return out.toString();
    }
}
