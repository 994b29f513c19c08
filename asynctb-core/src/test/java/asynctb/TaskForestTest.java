package asynctb;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.model.Child;
import asynctb.model.Reference;
import asynctb.model.Stack;
import asynctb.model.Tasks;
import asynctb.rules.LibraryTask;
import asynctb.rules.Part;
import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However tasks wait for one another, each is shown once, and every wait is shown where it belongs. */
class TaskForestTest {
    private static final int GRAPHS = 2000;
    private static final int LONG = 200_000;

    /**
     * A task that is known by a number.
     *
     * @param awaitedBy numbers of tasks
     */
    private record Numbered(long address, List<Long> awaitedBy) {
        TaskItem in(World world) {
            return new TaskItem(
                    world,
                    "library",
                    new LibraryTask(
                            world.thing(address, "Task"),
                            "t" + address,
                            Part.of(world.thing(address + 1, "Body").of()),
                            Stack.State.WAITING,
                            null,
                            null,
                            awaitedBy.stream()
                                    .<Value>map(task -> world.thing(task, "Task"))
                                    .toList(),
                            null,
                            List.of()));
        }
    }

    private static TaskForest forest(World world, List<Numbered> tasks) {
        var engine = new Engine(world, RuleBook.EMPTY);
        return new TaskForest(
                tasks.stream().map(task -> task.in(world)).toList(),
                new Extractor(world, engine, ExtractOptions.defaults(), TaskPlaces.NONE));
    }

    private static List<Stack> trees(List<Numbered> tasks) {
        return forest(new World(), tasks).trees();
    }

    private static List<String> names(List<? extends Child> children) {
        return children.stream()
                .map(child -> child instanceof Stack stack ? stack.name() : "-> " + ((Reference) child).name())
                .toList();
    }

    @Test
    void everyTaskIsOneStackAndEveryWaitOneChild() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int graph = 0; graph < GRAPHS; graph++) {
            var tasks = new ArrayList<Numbered>();
            int count = 1 + random.nextInt(12);
            var edges = new TreeSet<String>();
            for (int task = 0; task < count; task++) {
                var awaitedBy = new ArrayList<Long>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    // Now and then one that does not live, or the same once more.
                    long parent = 16L * random.nextInt(count + 1);
                    awaitedBy.add(parent);
                    if (parent < 16L * count) {
                        edges.add("t" + parent + " t" + 16 * task);
                    }
                }
                tasks.add(new Numbered(16L * task, awaitedBy));
            }
            List<Stack> all = Tasks.topDown(trees(tasks));

            var shown = new ArrayList<String>();
            for (Stack stack : all) {
                names(stack.children()).forEach(child -> shown.add(stack.name() + " " + child.replace("-> ", "")));
            }
            assertThat(all).as("tasks of graph %s, seed %s", tasks, seed).hasSize(count);
            assertThat(all.stream().map(Stack::id)).as("ids of %s", tasks).doesNotHaveDuplicates();
            assertThat(shown).as("edges of graph %s, seed %s", tasks, seed).doesNotHaveDuplicates();
            assertThat(new TreeSet<>(shown))
                    .as("edges of graph %s, seed %s", tasks, seed)
                    .isEqualTo(edges);
            Map<String, Stack> byId = new HashMap<>();
            all.forEach(stack -> byId.put(stack.id(), stack));
            for (Stack stack : all) {
                for (Child child : stack.children()) {
                    assertThat(child instanceof Reference reference ? byId.get(reference.id()) : child)
                            .isNotNull();
                }
                assertThat(stack.awaitedBy()).isSubsetOf(byId.keySet());
            }
        }
    }

    @Test
    void aSecondParentAndTheEndOfACircleHaveReferences() {
        List<Stack> roots = trees(List.of(
                new Numbered(10, List.of()),
                new Numbered(20, List.of()),
                new Numbered(30, List.of(20L, 10L)),
                new Numbered(40, List.of(60L)),
                new Numbered(50, List.of(40L)),
                new Numbered(60, List.of(50L)),
                new Numbered(70, List.of(60L))));

        assertThat(names(roots)).containsExactly("t10", "t20", "t40");
        assertThat(names(roots.get(0).children())).containsExactly("-> t30");
        assertThat(names(roots.get(1).children())).containsExactly("t30");
        Stack five = (Stack) roots.get(2).children().getFirst();
        Stack six = (Stack) five.children().getFirst();
        assertThat(names(six.children())).containsExactly("-> t40", "t70");
    }

    @Test
    void ofEachCircleTheOldestIsTheRoot() {
        var tasks = new ArrayList<Numbered>();
        for (long i = 1; i <= 100_000; i += 2) {
            tasks.add(new Numbered(16 * i, List.of(16 * i + 16)));
            tasks.add(new Numbered(16 * i + 16, List.of(16 * i)));
        }

        assertThat(names(trees(tasks)))
                .isEqualTo(IntStream.range(0, 50_000)
                        .mapToObj(circle -> "t" + (32L * circle + 16))
                        .toList());
    }

    @Test
    void childrenKeepTheOrderOfTheirCreation() {
        var tasks = new ArrayList<Numbered>();
        tasks.add(new Numbered(1 << 20, List.of()));
        for (int i = 0; i < 50; i++) {
            tasks.add(new Numbered(16L * (i * 37 % 50 + 1), List.of(1L << 20)));
        }

        assertThat(names(trees(tasks).getFirst().children()))
                .isEqualTo(tasks.subList(1, 51).stream()
                        .map(task -> "t" + task.address())
                        .toList());
    }

    @Test
    void aSelectedTaskHasAllThatItWaitsForBelowIt() {
        var world = new World();
        TaskForest forest = forest(
                world,
                List.of(
                        new Numbered(10, List.of()),
                        new Numbered(20, List.of()),
                        new Numbered(30, List.of(20L, 10L)),
                        new Numbered(40, List.of(30L))));

        Stack one = forest.tree(new Numbered(10, List.of()).in(world), "task:t10");
        assertThat(one.selector()).isEqualTo("task:t10");
        assertThat(names(one.children())).containsExactly("t30");
        Stack three = (Stack) one.children().getFirst();
        assertThat(three.selector()).isNull();
        assertThat(names(three.children())).containsExactly("t40");
        assertThat(forest.tree(new Numbered(10, List.of()).in(world), "@0xa").id())
                .isNotEqualTo(one.id());
        assertThat(forest.tree(new Numbered(990, List.of()).in(world), "@0x3de").children())
                .isEmpty();
    }

    @Test
    void aLongChainAndAWideTreeTakeNoTimeAndNoStack() {
        var chain = new ArrayList<Numbered>();
        var wide = new ArrayList<Numbered>();
        for (long i = 1; i <= LONG; i++) {
            chain.add(new Numbered(i * 192, i == 1 ? List.of() : List.of((i - 1) * 192)));
            wide.add(new Numbered(i * 192, i == 1 ? List.of() : List.of(192L)));
        }

        assertThat(Tasks.topDown(trees(chain))).hasSize(LONG);
        assertThat(trees(wide).getFirst().children()).hasSize(LONG - 1);
    }
}
