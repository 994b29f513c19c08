package asynctb;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.model.Context;
import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.model.Position;
import asynctb.model.Stack;
import asynctb.model.ThreadInfo;
import asynctb.rules.Rules;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** It is told who holds the lock that somebody waits for, and nothing where that is not certain. */
class HoldersTest {
    private static final RuleBook BOOK = new RuleBook(List.of(Rules.of("library")
            .lock("Lock")
            .lock("Condition")
            .condition("Condition", condition -> condition)
            .reentrantLock("RLock")
            .build()));

    @Test
    void namesWhoHoldsTheLockOfATask() {
        Stack holder = task(1, "a", Stack.State.WAITING, "sleeping", in("Lock", 7));
        Stack waiter = task(2, "b", Stack.State.WAITING, "waiting in acquire", entering("Lock", 7));
        assertThat(texts(holder, waiter)).containsExactly("sleeping", "waiting in acquire, held by task \"a\"");
        Stack cancelled = waiter.withStateText("waiting in acquire; being cancelled");
        assertThat(texts(holder, cancelled))
                .containsExactly("sleeping", "waiting in acquire, held by task \"a\"; being cancelled");
    }

    @Test
    void tellsItBelowOthersAndOnce() {
        Stack holder = task(1, "a", Stack.State.WAITING, "sleeping", in("Lock", 7));
        Stack waiter = task(2, "b", Stack.State.WAITING, "waiting", entering("Lock", 7));
        Stack knows = task(3, "c", Stack.State.WAITING, "waiting, held by \"a\"", entering("Lock", 7));
        Stack middle = holder.withChildren(List.of(waiter, knows));
        Stack root = task(4, "d", Stack.State.WAITING, "waiting for task a").withChildren(List.of(middle));
        Stack told = tell(root).getFirst();
        assertThat(told.name()).isEqualTo("d");
        assertThat(((Stack) told.children().getFirst()).children())
                .extracting(child -> ((Stack) child).stateText())
                .containsExactly("waiting, held by task \"a\"", "waiting, held by \"a\"");
    }

    @Test
    void namesTheLockWhereTheTaskDoesNot() {
        Stack holder = task(1, "a", Stack.State.RUNNING, null, in("Lock", 7));
        Stack waiter = task(2, "b", Stack.State.WAITING, null, entering("Lock", 8));
        Stack stuck = task(3, "c", Stack.State.RUNNING, null, entering("Lock", 7));
        Stack other = task(4, "d", Stack.State.WAITING, null, entering("Lock", 7));
        assertThat(texts(holder, waiter, stuck, other))
                .containsExactly(
                        null,
                        null,
                        "running; waits for <Lock at 0x7>, held by task \"a\"",
                        "waiting for <Lock at 0x7>, held by task \"a\"");
    }

    @Test
    void namesNobodyOfWhomThatIsNotCertain() {
        assertThat(texts(
                        task(1, "a", Stack.State.WAITING, "x", in("Lock", 7)),
                        task(2, "b", Stack.State.WAITING, "x", in("Lock", 7)),
                        task(3, "c", Stack.State.WAITING, "x", entering("Lock", 7))))
                .containsOnly("x");
        assertThat(texts(
                        task(1, "a", Stack.State.WAITING, "x", in("RLock", 7), entering("RLock", 7)),
                        task(2, "b", Stack.State.WAITING, "x", in("Lock", 8), entering("Lock", 8))))
                .containsExactly("x", "x, held by itself");
    }

    @Test
    void whoWaitsForANoticeHasLetGoOfTheLockOfTheCondition() {
        ObjectInfo condition = object("Condition", 7 + DeadlocksTest.OF_LOCKS);
        Stack noticed = thread(1, Stack.State.WAITING, condition, in("Lock", 7));
        Stack waiter = thread(2, Stack.State.WAITING, null, entering("Lock", 7));
        Stack holder = thread(3, Stack.State.WAITING, null, in("Condition", condition.address()));
        assertThat(waitOf(tell(noticed, waiter).get(1))).isEqualTo("<Lock at 0x7>");
        assertThat(waitOf(tell(noticed, waiter, holder).get(1))).isEqualTo("<Lock at 0x7>, held by thread \"t3\"");
        Stack other = thread(1, Stack.State.WAITING, object("Condition", 8), in("Lock", 7));
        assertThat(waitOf(tell(other, waiter).get(1))).isEqualTo("<Lock at 0x7>, held by thread \"t1\"");
    }

    @Test
    void tellsOfThreadsWhatTheyWaitFor() {
        Stack holder = thread(1, Stack.State.WAITING, null, in("Lock", 7), in("Condition", 9));
        Stack waiter = thread(2, Stack.State.WAITING, null, entering("Lock", 7));
        Stack spinning = thread(3, Stack.State.RUNNING, null, entering("Lock", 7));
        Stack joining = thread(4, Stack.State.WAITING, object("Thread", 1));
        Stack noticed = thread(5, Stack.State.WAITING, object("Condition", 9));
        List<Stack> told = tell(holder, waiter, spinning, joining, noticed);
        assertThat(told)
                .extracting(stack ->
                        Objects.requireNonNull(stack.thread()).attributes().get("waits_for"))
                .containsExactly(null, "<Lock at 0x7>, held by thread \"t1\"", null, "thread \"t1\"", null);
        assertThat(told)
                .extracting(Stack::waitsFor)
                .containsExactly(null, object("Lock", 7), null, object("Thread", 1), object("Condition", 9));
        assertThat(Objects.requireNonNull(told.get(1).thread()).attributes()).containsEntry("syscall", "futex");
    }

    private static @Nullable Object waitOf(Stack stack) {
        return Objects.requireNonNull(stack.thread()).attributes().get("waits_for");
    }

    private static List<@Nullable String> texts(Stack... stacks) {
        return tell(stacks).stream().<@Nullable String>map(Stack::stateText).toList();
    }

    private static List<Stack> tell(Stack... stacks) {
        List<Stack> all = List.of(stacks);
        return Holders.of(Waits.of(BOOK, all, id -> Set.of(), DeadlocksTest.LIMITS))
                .tell(all);
    }

    private static Context in(String type, long lock) {
        return context(type, lock, false);
    }

    private static Context entering(String type, long lock) {
        return context(type, lock, true);
    }

    private static Context context(String type, long lock, boolean isEntering) {
        return new Context(
                object(type, lock), false, isEntering, false, null, 0, null, null, null, List.of(), false, List.of());
    }

    private static ObjectInfo object(String type, long address) {
        return new ObjectInfo(type, address, null);
    }

    private static Stack task(long id, String name, Stack.State state, @Nullable String text, Context... contexts) {
        return new Stack(
                Stack.Kind.TASK,
                "task@" + id,
                null,
                name,
                object("Task", id),
                null,
                "library",
                state,
                text,
                null,
                List.of(),
                List.of(frame(id, contexts)),
                null,
                List.of(),
                List.of());
    }

    private static Stack thread(long id, Stack.State state, @Nullable ObjectInfo waitsFor, Context... contexts) {
        return new Stack(
                Stack.Kind.THREAD,
                "thread@" + id,
                null,
                "t" + id,
                object("Thread", id),
                new ThreadInfo(id, id, false, 0, Map.of("syscall", "futex")),
                null,
                state,
                null,
                waitsFor,
                List.of(),
                List.of(frame(id, contexts)),
                null,
                List.of(),
                List.of());
    }

    private static Frame frame(long id, Context... contexts) {
        return new Frame(
                id,
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
                List.of(contexts),
                List.of());
    }
}
