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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Deadlocks are told where nobody could go on, whatever else goes on; and nowhere else. */
class DeadlocksTest {
    private static final int GRAPHS = 5000;
    private static final int MANY = 200_000;
    private static final RuleBook BOOK =
            new RuleBook(List.of(Rules.of("library").lock("Lock").build()));
    private static final Pattern NAMES = Pattern.compile("task \"t(\\d+)\"");

    /**
     * A task.
     *
     * @param wanted the number of the lock that it waits for; null if it waits for none
     * @param held the numbers of locks
     * @param awaited the numbers of tasks: of one that it awaits, or of several that a block keeps which it leaves
     */
    private record Numbered(int number, @Nullable Integer wanted, List<Integer> held, Set<Integer> awaited) {
        Stack stack() {
            var contexts = new ArrayList<Context>();
            held.forEach(lock -> contexts.add(context(lock, false)));
            if (wanted != null) {
                contexts.add(context(wanted, true));
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
                    List.of("task@" + number),
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

        private static Context context(int lock, boolean isEntering) {
            return new Context(
                    new ObjectInfo("Lock", lock, "lock" + lock),
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
        return Deadlocks.find(BOOK, tasks.stream().map(Numbered::stack).toList(), id -> Set.of()).stream()
                .map(Problem::message)
                .toList();
    }

    /** Those that are left when all that can go on have ended: who holds a lock gives it back, and any end wakes who awaits it. */
    private static Set<Integer> left(List<Numbered> tasks) {
        var left = new ArrayList<>(tasks);
        boolean goesOn = true;
        while (goesOn) {
            goesOn = left.removeIf(task -> {
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
                tasks.add(new Numbered(number, wanted, held, awaited));
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
}
