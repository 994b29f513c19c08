package asynctb;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.model.Child;
import asynctb.model.Context;
import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.model.Position;
import asynctb.model.Problem;
import asynctb.model.Reference;
import asynctb.model.Stack;
import asynctb.rules.Rules;
import asynctb.rules.WaitLimit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Deadlocks are told where nobody could go on, whatever else goes on; and nowhere else. */
class DeadlocksTest {
    private static final int GRAPHS = 5000;
    private static final int MANY = 200_000;
    /** How much higher the addresses of conditions are than those of their locks. */
    static final long OF_LOCKS = 1000;

    private static final RuleBook BOOK = new RuleBook(List.of(Rules.of("library")
            .lock("Lock")
            .lock("Condition")
            .condition("Condition", condition -> condition)
            .build()));
    static final WaitLimits LIMITS = limits(OptionalLong.empty());
    private static final Pattern NAMES = Pattern.compile("task \"t(\\d+)\"");

    /**
     * Those of a few managers, and the owner of one lock.
     *
     * @param owner of lock 7; empty if it does not know, as all others do not
     */
    private static WaitLimits limits(OptionalLong owner) {
        return new WaitLimits() {
            @Override
            public WaitLimit of(ObjectInfo object) {
                return switch (object.type()) {
                    case "TIMED" -> WaitLimit.TIMED;
                    case "SHIELDED" -> WaitLimit.SHIELDED;
                    default -> WaitLimit.NONE;
                };
            }

            @Override
            public WaitLimit of(Frame call) {
                return WaitLimit.NONE;
            }

            @Override
            public OptionalLong ownerOf(ObjectInfo lock) {
                return lock.address() == 7 ? owner : OptionalLong.empty();
            }

            @Override
            public boolean mayLetGo(Frame frame) {
                return false;
            }

            @Override
            public long lockOf(ObjectInfo condition) {
                return condition.address() >= OF_LOCKS ? condition.address() - OF_LOCKS : condition.address();
            }
        };
    }

    private static List<Problem> find(List<Stack> stacks, WaitLimits limits) {
        Function<String, Set<Long>> foreign = id -> Set.of();
        return Deadlocks.find(Waits.of(BOOK, stacks, foreign, limits), foreign, limits);
    }

    /**
     * A task.
     *
     * @param wanted the number of the lock that it waits for; null if it waits for none
     * @param held the numbers of locks
     * @param awaited the numbers of tasks: of one that it awaits, or of several that a block keeps which it leaves
     * @param limits what the blocks do that it is in, outermost first
     */
    private record Numbered(
            int number, @Nullable Integer wanted, List<Integer> held, Set<Integer> awaited, List<WaitLimit> limits) {
        Numbered(int number, @Nullable Integer wanted, List<Integer> held, Set<Integer> awaited) {
            this(number, wanted, held, awaited, List.of());
        }

        Stack stack(List<Numbered> all) {
            var contexts = new ArrayList<Context>();
            held.forEach(lock -> contexts.add(context("Lock", lock, false)));
            limits.forEach(limit -> contexts.add(context(limit.name(), 0, false)));
            if (wanted != null) {
                contexts.add(context("Lock", wanted, true));
            }
            if (awaited.size() > 1) {
                contexts.add(leaving(awaited));
            }
            var frame = new Frame(
                    number,
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
                    contexts,
                    List.of());
            return new Stack(
                    Stack.Kind.TASK,
                    "task@" + number,
                    null,
                    "t" + number,
                    task(number),
                    null,
                    "library",
                    Stack.State.WAITING,
                    null,
                    awaited.size() == 1 ? task(awaited.iterator().next()) : null,
                    // A task that nobody is below is not looked at for circles of tasks.
                    Stream.concat(
                                    all.stream()
                                            .filter(other -> other.awaited.contains(number))
                                            .map(other -> "task@" + other.number),
                                    Stream.of("nobody"))
                            .toList(),
                    List.of(frame),
                    null,
                    List.of(),
                    List.of());
        }

        private static ObjectInfo task(int number) {
            return new ObjectInfo("Task", number, null);
        }

        private static Context leaving(Set<Integer> tasks) {
            List<Child> kept = tasks.stream()
                    .<Child>map(task -> new Reference("task@" + task, "t" + task))
                    .toList();
            return new Context(
                    new ObjectInfo("Group", 0, null),
                    true,
                    false,
                    true,
                    null,
                    1,
                    "async with group:",
                    null,
                    null,
                    kept,
                    false,
                    List.of());
        }

        private static Context context(String type, int lock, boolean isEntering) {
            return new Context(
                    new ObjectInfo(type, lock, "lock" + lock),
                    true,
                    isEntering,
                    false,
                    null,
                    1,
                    "async with lock:",
                    null,
                    null,
                    List.of(),
                    false,
                    List.of());
        }
    }

    private static List<String> told(List<Numbered> tasks) {
        List<Stack> stacks = tasks.stream()
                // Of many, each with its awaiters would be a square of them.
                .map(task -> task.stack(tasks.size() > 100 ? List.of() : tasks))
                .toList();
        return find(stacks, LIMITS).stream().map(Problem::message).toList();
    }

    /** Those who are cancelled some day in what they do, if their loop goes on. */
    private static Set<Integer> cancelled(List<Numbered> tasks) {
        var cancelled = new TreeSet<Integer>();
        int before = -1;
        while (before < cancelled.size()) {
            before = cancelled.size();
            for (Numbered task : tasks) {
                boolean fromOutside = tasks.stream()
                        .anyMatch(other -> cancelled.contains(other.number())
                                && other.awaited().contains(task.number()));
                List<WaitLimit> limits = task.limits().reversed();
                if (limits.isEmpty() ? fromOutside : limits.getFirst() == WaitLimit.TIMED) {
                    cancelled.add(task.number());
                }
            }
        }
        return cancelled;
    }

    /** Those that are left when all that can go on have ended: who holds a lock gives it back, and any end wakes who awaits it. */
    private static Set<Integer> left(List<Numbered> tasks) {
        var left = new ArrayList<>(tasks);
        Set<Integer> cancelled = cancelled(tasks);
        boolean goesOn = true;
        while (goesOn) {
            goesOn = left.removeIf(task -> {
                // Who leaves a block of several waits for them though they are cancelled too.
                if (cancelled.contains(task.number()) && task.awaited().size() < 2) {
                    return true;
                }
                if (task.wanted() != null) {
                    return left.stream().noneMatch(other -> other.held().contains(task.wanted()));
                }
                List<Numbered> awaited = tasks.stream()
                        .filter(other -> task.awaited().contains(other.number()))
                        .toList();
                return awaited.isEmpty() || !left.containsAll(awaited);
            });
        }
        return new TreeSet<>(left.stream().map(Numbered::number).toList());
    }

    @Test
    void circlesAreOfThoseThatCannotGoOn() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        int stuckGraphs = 0;
        for (int graph = 0; graph < GRAPHS; graph++) {
            int count = 2 + random.nextInt(6);
            var free = new ArrayList<>(List.of(101, 102, 103));
            var tasks = new ArrayList<Numbered>();
            for (int number = 1; number <= count; number++) {
                var held = new ArrayList<Integer>();
                if (!free.isEmpty() && random.nextInt(3) == 0) {
                    held.add(free.removeFirst());
                }
                Integer wanted = random.nextInt(3) == 0 ? Integer.valueOf(101 + random.nextInt(3)) : null;
                var awaited = new LinkedHashSet<Integer>();
                for (int i = wanted == null ? random.nextInt(4) : 0; i > 0; i--) {
                    awaited.add(1 + random.nextInt(count));
                }
                var limits = new ArrayList<WaitLimit>();
                for (int i = random.nextInt(6); i < 2; i++) {
                    limits.add(random.nextInt(3) == 0 ? WaitLimit.TIMED : WaitLimit.SHIELDED);
                }
                tasks.add(new Numbered(number, wanted, held, awaited, limits));
            }
            Set<Integer> left = left(tasks);
            List<String> told = told(tasks);

            stuckGraphs += left.isEmpty() ? 0 : 1;
            assertThat(told.isEmpty()).as("%s, seed %s", tasks, seed).isEqualTo(left.isEmpty());
            for (String circle : told) {
                NAMES.matcher(circle)
                        .results()
                        .forEach(name -> assertThat(left)
                                .as("%s in %s, seed %s", circle, tasks, seed)
                                .contains(Integer.valueOf(name.group(1))));
            }
        }
        assertThat(stuckGraphs).isBetween(GRAPHS / 20, GRAPHS - GRAPHS / 20);
    }

    @Test
    void oneMayWaitForManyAndManyInARow() {
        var kept = new LinkedHashSet<Integer>();
        var wide = new ArrayList<Numbered>();
        var row = new ArrayList<Numbered>();
        row.add(new Numbered(1, null, List.of(7), Set.of(2)));
        for (int number = 2; number <= MANY; number++) {
            kept.add(number);
            wide.add(new Numbered(number, 7, List.of(), Set.of()));
            row.add(
                    number == MANY
                            ? new Numbered(number, 7, List.of(), Set.of())
                            : new Numbered(number, null, List.of(), Set.of(number + 1)));
        }
        wide.addFirst(new Numbered(1, null, List.of(7), kept));

        assertThat(told(wide))
                .containsExactly("task \"t1\" waits for task \"t2\" and " + (MANY - 2)
                        + " others, which waits for lock7 (async with lock:), held by task \"t1\"");
        assertThat(told(row))
                .singleElement()
                .asString()
                .startsWith("task \"t1\" waits for task \"t2\", which waits for task \"t3\"")
                .endsWith("which waits for task \"t10\" (and so on, " + (MANY - 10)
                        + " more), the last of which waits for lock7 (async with lock:), held by task \"t1\"");
    }

    @Test
    void threadsWaitForTheEndsOfOthersAndTasksOnlyForWhatThreadsDo() {
        Stack inLock = new Numbered(1, null, List.of(7), Set.of(3)).stack(List.of());
        Stack entering = new Numbered(2, 7, List.of(), Set.of()).stack(List.of());

        assertThat(toldOf(thread(3, 4, null), thread(4, 3, null)))
                .containsExactly("thread \"t3\" waits for thread \"t4\", which waits for thread \"t3\"");
        assertThat(toldOf(thread(3, 4, inLock), thread(4, null, entering)))
                .containsExactly(
                        "thread \"t3\" waits for thread \"t4\", which waits for lock7 (async with lock:), held by thread \"t3\"");
        assertThat(toldOf(inLock, thread(3, null, entering))).isEmpty();
        assertThat(toldOf(thread(3, 3, null), thread(4, 5, null))).isEmpty();
    }

    @Test
    void aLockThatKnowsItsOwnerIsBelieved() {
        var tasks = List.of(
                new Numbered(1, 8, List.of(7), Set.of()),
                new Numbered(2, 7, List.of(8), Set.of()),
                new Numbered(3, null, List.of(), Set.of()),
                new Numbered(4, 8, List.of(), Set.of()));
        List<Stack> stacks = tasks.stream().map(task -> task.stack(tasks)).toList();
        Function<Long, List<String>> told = owner -> find(stacks, limits(OptionalLong.of(owner))).stream()
                .map(Problem::message)
                .toList();

        assertThat(told.apply(1L)).singleElement().asString().endsWith(", held by task \"t1\"");
        assertThat(told.apply(0L)).isEmpty();
        assertThat(told.apply(3L)).isEmpty();
        assertThat(told.apply(4L)).singleElement().asString().contains("held by task \"t4\", which waits for lock8");
        assertThat(told.apply(99L)).isEmpty();
    }

    @Test
    void whoAwaitsANoticeByWayOfATaskHasLetGoOfItsCondition() {
        Stack holder = new Numbered(1, null, List.of(7), Set.of(2)).stack(List.of());
        Stack behind = new Numbered(2, null, List.of(), Set.of(3)).stack(List.of());
        Stack free = new Numbered(3, null, List.of(), Set.of()).stack(List.of());

        assertThat(toldOf(holder, behind, waitingFor("Condition", free))).isEmpty();
        assertThat(toldOf(holder, behind, waitingFor("Lock", free))).hasSize(1);
        assertThat(toldOf(
                        waitingFor("Condition", new Numbered(2, null, List.of(9), Set.of()).stack(List.of())),
                        new Numbered(1, 9, List.of(7), Set.of()).stack(List.of())))
                .hasSize(1);
    }

    @Test
    void manyMayWaitForOneNotice() {
        var stacks = new ArrayList<Stack>();
        for (int number = 1; number <= MANY; number++) {
            stacks.add(waitingFor("Condition", new Numbered(number, null, List.of(7), Set.of()).stack(List.of())));
        }
        stacks.add(new Numbered(MANY + 1, 8, List.of(8), Set.of()).stack(List.of()));

        assertThat(toldOf(stacks.toArray(Stack[]::new))).hasSize(1);
    }

    /** A task, waiting for lock 7 without entering its block. */
    private static Stack waitingFor(String type, Stack task) {
        return new Stack(
                task.kind(),
                task.id(),
                null,
                task.name(),
                task.root(),
                null,
                "library",
                Stack.State.WAITING,
                null,
                new ObjectInfo(type, 7, "lock7"),
                task.awaitedBy(),
                task.frames(),
                null,
                List.of(),
                List.of());
    }

    private static List<String> toldOf(Stack... stacks) {
        return find(List.of(stacks), LIMITS).stream().map(Problem::message).toList();
    }

    /**
     * A thread.
     *
     * @param joined the number of the thread that it joins; null if it joins none
     * @param like whose frames it has; null if it has none
     */
    private static Stack thread(int number, @Nullable Integer joined, @Nullable Stack like) {
        return new Stack(
                Stack.Kind.THREAD,
                "thread@" + number,
                null,
                "t" + number,
                Numbered.task(number),
                null,
                null,
                Stack.State.WAITING,
                null,
                joined == null ? null : Numbered.task(joined),
                List.of(),
                like == null ? List.of() : like.frames(),
                null,
                List.of(),
                List.of());
    }
}
