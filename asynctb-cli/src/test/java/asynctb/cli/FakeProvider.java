package asynctb.cli;

import asynctb.AsynctbException;
import asynctb.ExtractOptions;
import asynctb.ProcessSummary;
import asynctb.Selector;
import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.model.Position;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.model.TargetInfo;
import asynctb.runtime.FrameItem;
import asynctb.runtime.Item;
import asynctb.runtime.Picture;
import asynctb.runtime.Resolution;
import asynctb.runtime.RuntimeProvider;
import asynctb.runtime.TargetRuntime;
import asynctb.runtime.Unwrapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A runtime for the command in a process of its own: the pid is the number of calls on the only thread's stack. Pid 7
 * never answers, and there is no process beyond a million.
 */
public final class FakeProvider implements RuntimeProvider {
    @Override
    public String implementation() {
        return "fake";
    }

    @Override
    public Optional<TargetRuntime> attach(long pid) {
        if (pid > 1_000_000) {
            throw new AsynctbException("There is no process " + pid + ".");
        }
        return Optional.of(new FakeRuntime(pid));
    }

    @Override
    public List<ProcessSummary> processes() {
        return List.of(new ProcessSummary(3, "fake", "1.0", "me", 1, List.of("fake"), null));
    }

    @Override
    public List<String> obstacles(long pid) {
        return List.of();
    }

    private record FakeRuntime(long pid) implements TargetRuntime {
        @Override
        public TargetInfo info() {
            var kind = TargetInfo.Kind.PROCESS;
            return new TargetInfo(
                    kind, pid, null, "fake", "1.0", null, List.of("fäke"), null, TargetInfo.Consistency.UNPROVEN, null);
        }

        @Override
        public List<Problem> problems() {
            return List.of();
        }

        @Override
        public Picture look() {
            if (pid == 7) {
                sleep();
            }
            return new FakePicture(pid);
        }

        private static void sleep() {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {}
    }

    private record FakePicture(long pid) implements Picture {
        @Override
        public @Nullable ObjectInfo attribute(ObjectInfo object, String name) {
            return null;
        }

        @Override
        public Resolution resolve(Selector selector) {
            return Resolution.of(List.of(new FakeThread(pid)));
        }
    }

    private record FakeThread(long calls) implements Item {
        @Override
        public long address() {
            return 0x1000;
        }

        @Override
        public ObjectInfo info() {
            return new ObjectInfo("Thread", 0x1000, null);
        }

        @Override
        public Head head() {
            return new Head(Stack.Kind.THREAD, "main", info(), null, Stack.State.RUNNING, null);
        }

        @Override
        public Unwrapping unwrap() {
            var frames = new ArrayList<Item>();
            for (int i = 1; i <= calls; i++) {
                frames.add(new FakeCall(i));
            }
            return Unwrapping.of(frames);
        }
    }

    private record FakeCall(int number) implements FrameItem {
        @Override
        public long address() {
            return 0x2000L + number;
        }

        @Override
        public ObjectInfo info() {
            return new ObjectInfo("frame", address(), null);
        }

        @Override
        public Unwrapping unwrap() {
            return Unwrapping.leaf();
        }

        @Override
        public Frame frame(ExtractOptions options) {
            String name = "f" + number;
            var position = Position.ofLine(number);
            return new Frame(
                    address(), name, null, null, null, "f.py", position, "ü()", false, false, null, null, List.of(),
                    List.of());
        }
    }
}
