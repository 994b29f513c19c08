package asynctb;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.model.Frame;
import asynctb.model.Position;
import asynctb.model.Stack;
import asynctb.model.ThreadInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A thread works for whoever waits for it itself, and not for those it waits for, nor for those who wait for these. */
class PurposesTest {
    @Test
    void threadsWorkForTheNearestThatWaits() {
        // The first task waits for the first thread, that one for the second task, and that one for the second thread.
        Stack first = stack("first", null, 1, 2, 3, 4);
        Stack firstThread = stack("worker", 10L, 2, 3, 4);
        Stack second = stack("second", null, 3, 4);
        Stack secondThread = stack("worker", 11L, 4);
        Map<String, Set<Long>> foreign =
                Map.of(first.id(), Set.of(2L, 3L, 4L), firstThread.id(), Set.of(3L, 4L), second.id(), Set.of(4L));

        for (List<Stack> trees : List.of(List.of(first, second), List.of(second, first))) {
            assertThat(Purposes.tell(List.of(firstThread, secondThread), trees, foreign))
                    .extracting(PurposesTest::worksFor)
                    .containsExactly("task \"first\"", "task \"second\"");
        }
    }

    @Test
    void namesakesWorkForEachOther() {
        Stack waiting = stack("pool_0", 10L, 1, 2);
        Stack working = stack("pool_0", 11L, 2);

        assertThat(Purposes.tell(List.of(waiting, working), List.of(), Map.of(waiting.id(), Set.of(2L))))
                .extracting(PurposesTest::worksFor)
                .containsExactly(null, "thread \"pool_0\"");
    }

    private static @Nullable String worksFor(Stack stack) {
        ThreadInfo thread = stack.thread();
        return thread == null ? null : (String) thread.attributes().get("works_for");
    }

    private static Stack stack(String name, @Nullable Long thread, long... frames) {
        return new Stack(
                thread == null ? Stack.Kind.TASK : Stack.Kind.THREAD,
                name + "@" + thread,
                null,
                name,
                null,
                thread == null ? null : new ThreadInfo(thread, thread, false, 0, new TreeMap<>()),
                null,
                Stack.State.WAITING,
                null,
                null,
                List.of(),
                LongStream.of(frames).mapToObj(PurposesTest::frame).toList(),
                null,
                List.of(),
                List.of());
    }

    private static Frame frame(long address) {
        return new Frame(
                address,
                "f",
                null,
                null,
                null,
                "f.py",
                Position.NONE,
                null,
                false,
                false,
                null,
                null,
                List.of(),
                List.of());
    }
}
