package asynctb;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.model.Context;
import asynctb.model.Frame;
import asynctb.model.Problem;
import asynctb.model.Reference;
import asynctb.model.Stack;
import asynctb.model.Tasks;
import asynctb.rules.ContextOutcome;
import asynctb.rules.FrameOutcome;
import asynctb.rules.FrameRule;
import asynctb.rules.Library;
import asynctb.rules.LibraryTask;
import asynctb.rules.Part;
import asynctb.rules.Rules;
import asynctb.rules.TaskRule;
import asynctb.rules.Value;
import asynctb.rules.Versions;
import asynctb.runtime.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What rules do to tracebacks, in a made-up world. */
class RulesTest {
    private final World world = new World();
    private final World.Thing inner =
            world.thing(0x30, "Generator").of(world.call(0x31, "inner"), world.call(0x32, "callee"));
    private final World.Thing outer = world.thing(0x20, "Generator").of(world.call(0x21, "outer"), inner);
    private final Item root = world.thing(0x10, "Root").of(outer, world.call(0x11, "behind"));

    private Stack extract(Item item, Rules.Builder... rules) {
        var sets = new ArrayList<Rules>();
        for (Rules.Builder builder : rules) {
            sets.add(builder.build());
        }
        return extract(item, new RuleBook(sets));
    }

    private Stack extract(Item item, RuleBook book) {
        var engine = new Engine(world, book);
        return new Extractor(world, engine, ExtractOptions.defaults(), TaskPlaces.NONE).extract(item, null);
    }

    private static Rules.Builder rule(String function, FrameRule rule) {
        return Rules.of("m").frame("m", function, rule);
    }

    private static List<String> functions(Stack stack) {
        return stack.frames().stream().map(Frame::function).toList();
    }

    @Test
    void withoutRulesEverythingIsShown() {
        assertThat(functions(extract(root))).containsExactly("outer", "inner", "callee", "behind");
    }

    @Test
    void hidesAFrameAndItsLine() {
        Stack stack =
                extract(root, Rules.of("m").hide("m", "outer"), rule("inner", (f, i, s) -> FrameOutcome.withoutLine()));

        assertThat(functions(stack)).containsExactly("outer", "inner", "callee", "behind");
        assertThat(stack.frames()).extracting(Frame::hide).containsExactly(true, false, false, false);
        assertThat(stack.frames()).extracting(Frame::hideLine).containsExactly(false, true, false, false);
    }

    @Test
    void aFrameThatAsksForItIsHiddenWhereThereAreRules() {
        World.Call call = world.call(0x15, "f").with("hide me", outer);

        assertThat(extract(call, Rules.of("m")).frames().getFirst().hide()).isTrue();
        assertThat(extract(call).frames().getFirst().hide()).isFalse();
    }

    @Test
    void pruningLeavesOutWhatWasReachedThroughTheSameItemAndNothingFurtherOut() {
        assertThat(functions(extract(root, Rules.of("m").prune("m", "outer")))).containsExactly("outer", "behind");
        assertThat(functions(extract(root, Rules.of("m").prune("m", "inner"))))
                .containsExactly("outer", "inner", "behind");
    }

    @Test
    void redirectsIntoAThread() {
        var worker = new World.Strand("w", List.of(world.call(0x41, "loop"), world.call(0x42, "work")));
        world.threads.add(worker);
        Stack stack = extract(root, rule("inner", (frame, next, scene) -> {
            Part part = scene.inside(other -> other.runs("m", "loop"));
            return FrameOutcome.hidden().redirected(List.of(Objects.requireNonNull(part)));
        }));

        assertThat(functions(stack)).containsExactly("outer", "inner", "work", "behind");
        assertThat(stack.problems()).isEmpty();
    }

    @Test
    void insertsBeforeTheCallees() {
        var spliced = world.thing(0x50, "Generator").of(world.call(0x51, "spliced"));
        Stack stack = extract(root, rule("inner", (f, i, s) -> FrameOutcome.NONE.inserting(List.of(Part.of(spliced)))));

        assertThat(functions(stack)).containsExactly("outer", "inner", "spliced", "callee", "behind");
    }

    @Test
    void whatIsInsertedLeavesOutItsOwnCalleesOnly() {
        var worker = new World.Strand("w", List.of(world.call(0x41, "loop"), world.call(0x42, "cuts")));
        world.threads.add(worker);
        for (String before : List.of("outer", "inner")) {
            Stack stack = extract(root, Rules.of("m").prune("m", "cuts"), rule(before, (frame, next, scene) -> {
                assertThat(next.frame()).isNotNull();
                return FrameOutcome.NONE.inserting(List.of(new Part.Frames(worker, 0, 2)));
            }));

            assertThat(functions(stack))
                    .containsExactlyElementsOf(
                            before.equals("outer")
                                    ? List.of("outer", "loop", "cuts", "inner", "callee", "behind")
                                    : List.of("outer", "inner", "loop", "cuts", "callee", "behind"));
            assertThat(stack.problems()).isEmpty();
        }
    }

    @Test
    void aRuleSeesWhatFollowsThroughAllThatIsInBetween() {
        var seen = new ArrayList<String>();
        extract(root, rule("outer", (frame, next, scene) -> {
            seen.add(Objects.requireNonNull(next.frame()).function());
            return FrameOutcome.NONE;
        }));
        var leaf = world.thing(0x60, "Future");
        extract(
                world.thing(0x61, "Generator").of(world.call(0x62, "waits"), leaf),
                rule("waits", (frame, next, scene) -> {
                    assertThat(next.frame()).isNull();
                    seen.add(String.valueOf(next.leaf().types()));
                    return FrameOutcome.NONE;
                }));

        assertThat(seen).containsExactly("inner", "[Future]");
    }

    @Test
    void endlessRedirectsEnd() {
        Stack stack = extract(root, rule("inner", (f, i, s) -> FrameOutcome.NONE.redirected(List.of(Part.of(outer)))));

        assertThat(functions(stack)).containsExactly("outer", "inner");
        assertThat(stack.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.CYCLE);
    }

    @Test
    void aRuleThatFailsCostsOnlyItself() {
        Stack stack = extract(
                root,
                rule("outer", (f, i, s) -> {
                    throw new IllegalStateException("oh");
                }),
                Rules.of("m").hide("m", "inner"));

        assertThat(functions(stack)).containsExactly("outer", "inner", "callee", "behind");
        assertThat(stack.frames().get(1).hide()).isTrue();
        assertThat(stack.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.RULE_FAILED);
        assertThat(stack.problems().getFirst().message()).contains("m.outer").contains("oh");
    }

    @Test
    void unwrapsByTheNearestClass() {
        var future = world.thing(0x70, "MyFuture", "Future", "object").with("job", outer);
        var rules = Rules.of("m")
                .unwrap("object", (value, scene) -> Optional.of(List.of()))
                .unwrap("Future", (value, scene) -> Optional.of(List.of(Part.of(value.attribute("job")))));
        Stack stack = extract(world.thing(0x71, "Generator").of(world.call(0x72, "waits"), future), rules);

        assertThat(functions(stack)).containsExactly("waits", "outer", "inner", "callee");
        assertThat(extract(world.thing(0x73, "Generator").of(future)).leaf()).isEqualTo(future.info());
        assertThat(extract(future).leaf())
                .as("of what does not wait for itself")
                .isNull();
    }

    @Test
    void managersStandForOthersAndKeepManagersAndGenerators() {
        var wrapped = world.thing(0x80, "Real");
        var wrapper = world.thing(0x81, "Wrapper").with("cm", wrapped);
        var keeper = world.thing(0x82, "Keeper");
        Rules.Builder rules = Rules.of("m")
                .context("Wrapper", (manager, scene) -> ContextOutcome.unwrapped(manager.attribute("cm")))
                .context(
                        "Real",
                        (manager, scene) ->
                                new ContextOutcome(null, "real()", "really", inner, List.of(), false, List.of()))
                .context(
                        "Keeper",
                        (manager, scene) -> new ContextOutcome(
                                null,
                                null,
                                null,
                                null,
                                List.of(new ContextOutcome.KeptManager(wrapper, true, true, "enter", "arg")),
                                false,
                                List.of()));
        Stack stack = extract(world.call(0x83, "f").in(wrapper).in(keeper), rules);

        Context first = stack.frames().getFirst().contexts().getFirst();
        assertThat(first.obj()).isEqualTo(wrapped.info());
        assertThat(first.description()).isEqualTo("really");
        assertThat(functions(Objects.requireNonNull(first.innerStack()))).containsExactly("inner", "callee");
        Context kept =
                (Context) stack.frames().getFirst().contexts().get(1).children().getFirst();
        assertThat(kept.varname()).isEqualTo("m[0]");
        assertThat(kept.description()).isEqualTo("await m.enter(real()): really");
    }

    @Test
    void managersThatAGeneratorFunctionMakes() {
        var real = world.thing(0xa0, "Real");
        var generator =
                world.thing(0xa1, "Generator").of(world.call(0xa2, "opened").with("real", real));
        var other = world.thing(0xa3, "Generator").of(world.call(0xa4, "other"));
        var ended = world.thing(0xa5, "Generator");
        Rules.Builder known = Rules.of("contextlib")
                .context(
                        "Made",
                        (manager, scene) -> new ContextOutcome(
                                null, "opened()", null, manager.attribute("gen"), List.of(), false, List.of()));
        Rules.Builder rules = Rules.of("m")
                .generatorContext("m", "opened", (frame, scene) -> {
                    Value found = frame.local("real");
                    return ContextOutcome.keepingTasks("ready", List.of())
                            .refinedBy(new ContextOutcome(found, null, null, null, List.of(), true, List.of()));
                })
                .generatorContext("m", "other", (frame, scene) -> {
                    throw new IllegalStateException("no");
                });
        var call = world.call(0xa6, "f")
                .in(world.thing(0xa7, "Made").with("gen", generator))
                .in(world.thing(0xa8, "Made").with("gen", other))
                .in(world.thing(0xa9, "Made").with("gen", ended));

        List<Context> trusted = extract(call, rules, known).frames().getFirst().contexts();
        assertThat(trusted).extracting(Context::obj).first().isEqualTo(real.info());
        assertThat(trusted).extracting(Context::hide).containsExactly(true, false, false);
        assertThat(trusted).extracting(Context::description).containsExactly(null, "opened()", "opened()");
        assertThat(trusted.get(1).problems()).extracting(Problem::kind).containsExactly(Problem.Kind.RULE_FAILED);

        List<Context> supplied = extract(call, new RuleBook(List.of(known.build()), List.of(rules.build())))
                .frames()
                .getFirst()
                .contexts();
        assertThat(supplied).extracting(Context::hide).containsOnly(false);
        assertThat(supplied).extracting(Context::description).containsExactly("ready", "opened()", "opened()");
        assertThat(functions(Objects.requireNonNull(supplied.getFirst().innerStack())))
                .containsExactly("opened");
    }

    @Test
    void managersThatStandForOneAnotherEnd() {
        var one = world.thing(0x90, "Wrapper");
        var two = world.thing(0x91, "Wrapper").with("cm", one);
        one.with("cm", two);
        var rules = Rules.of("m").context("Wrapper", (m, scene) -> ContextOutcome.unwrapped(m.attribute("cm")));

        Context context = extract(world.call(0x92, "f").in(one), rules)
                .frames()
                .getFirst()
                .contexts()
                .getFirst();
        assertThat(context.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.CYCLE);
    }

    @Test
    void tasksStandUnderTheManagersThatKeepThem() {
        var parent = world.thing(0xa0, "Task");
        var first = world.thing(0xa1, "Task");
        var second = world.thing(0xa2, "Task");
        var stray = world.thing(0xa3, "Task");
        var nursery =
                world.thing(0xb0, "Nursery").with("1", first).with("2", second).with("dead", world.thing(0xbf, "Task"));
        List<LibraryTask> tasks = List.of(
                task(parent, "parent", List.of(), world.call(0xc0, "run").in(nursery)),
                task(first, "first", List.of(parent), world.call(0xc1, "child").in(nursery)),
                task(second, "second", List.of(parent), world.call(0xc2, "child")),
                task(stray, "stray", List.of(parent), world.call(0xc3, "child")));
        var rules = Rules.of("m")
                .context("Nursery", (m, scene) -> ContextOutcome.keepingTasks("open", m.items()))
                .tasks(scene -> new TaskRule.Found(tasks, List.of()), "Task")
                .build();
        Seen seen = new Looking(world, new RuleShelf(List.of(rules), List.of()), ExtractOptions.defaults())
                .at(List.of(new Selector.AllTasks()));

        assertThat(seen.tasks()).extracting(Stack::name).containsExactly("parent");
        Stack tree = seen.tasks().getFirst();
        Context context = tree.frames().getFirst().contexts().getFirst();
        assertThat(context.children())
                .extracting(child -> ((Stack) child).name())
                .containsExactly("first", "second");
        assertThat(tree.children()).extracting(child -> ((Stack) child).name()).containsExactly("stray");
        assertThat(Tasks.topDown(seen.tasks()))
                .extracting(Stack::name)
                .containsExactlyInAnyOrder("parent", "first", "second", "stray");
        // Where another task holds the same manager, its children are named and not repeated.
        Stack child = (Stack) context.children().getFirst();
        assertThat(child.frames().getFirst().contexts().getFirst().children())
                .extracting(other -> ((Reference) other).name())
                .containsExactly("first", "second");
    }

    @Test
    void aLibraryAmendsTheTasksOfAnother() {
        var parent = world.thing(0xa0, "Task");
        var child = world.thing(0xa1, "Task");
        var part = world.thing(0xa2, "Task");
        List<LibraryTask> tasks = List.of(
                task(parent, "parent", List.of(), world.call(0xc0, "run")).remarking("late"),
                task(child, "child", List.of(), world.call(0xc1, "child")),
                task(part, "part", List.of(parent), world.call(0xc2, "part")));
        var rules = Rules.of("m").tasks(scene -> new TaskRule.Found(tasks, List.of()), "Task");
        var others = Rules.of("n").amend((task, scene) -> switch (String.valueOf(task.name())) {
            case "parent" -> Optional.of(task.saying("resting"));
            case "child" -> Optional.of(task.alsoAwaitedBy(List.of(parent)));
            default -> Optional.empty();
        });
        var shelf = new RuleShelf(List.of(rules.build(), others.build()), List.of());
        Seen seen = new Looking(world, shelf, ExtractOptions.defaults()).at(List.of(new Selector.AllTasks()));

        assertThat(Tasks.topDown(seen.tasks())).extracting(Stack::name).containsExactly("parent", "child");
        assertThat(seen.tasks().getFirst().stateText()).isEqualTo("resting; late");
    }

    private static LibraryTask task(World.Thing object, String name, List<World.Thing> awaitedBy, World.Call call) {
        return new LibraryTask(
                object,
                name,
                Part.of(object.body(call)),
                Stack.State.WAITING,
                null,
                null,
                List.copyOf(awaitedBy),
                null,
                List.of());
    }

    @Test
    void deepNestsOfTasksTakeNoStack() {
        var tasks = new ArrayList<LibraryTask>();
        World.Thing above = null;
        for (int i = 0; i < 20_000; i++) {
            var task = world.thing(0x10_000L + i * 16L, "Task");
            var nursery = world.thing(0x10_000L + i * 16L + 1, "Nursery");
            if (i < 19_999) {
                nursery.with("child", world.thing(0x10_000L + (i + 1) * 16L, "Task"));
            }
            tasks.add(task(
                    task,
                    "t" + i,
                    above == null ? List.of() : List.of(above),
                    world.call(0x10_000L + i * 16L + 2, "run").in(nursery)));
            above = task;
        }
        var rules = Rules.of("m")
                .context("Nursery", (m, scene) -> ContextOutcome.keepingTasks(null, m.items()))
                .tasks(scene -> new TaskRule.Found(tasks, List.of()), "Task")
                .build();
        Seen seen = new Looking(world, new RuleShelf(List.of(rules), List.of()), ExtractOptions.defaults())
                .at(List.of(new Selector.AllTasks()));

        assertThat(Tasks.topDown(seen.tasks())).hasSize(20_000);
    }

    @Test
    void rulesAreForSomeVersions() {
        var range = new Versions("0.19", "1.2");
        assertThat(List.of("0.19", "0.19.1", "0.22.0b2", "1.1.9")).allMatch(range::contain);
        assertThat(List.of("0.18.9", "0.9", "1.2", "1.2rc1", "2")).noneMatch(range::contain);
        assertThat(range.contain(null)).isTrue();
    }

    @Test
    void theNewestRulesAreAskedFirst() {
        var shelf = new RuleShelf(List.of(Rules.of("m").hide("m", "outer").build()), List.of())
                .after(
                        List.of(rule("outer", (f, i, s) -> FrameOutcome.withoutLine())
                                .build()),
                        List.of());
        RuleBook book = shelf.in(world.scene(), SuppliedRules.Found.NONE);
        Stack stack = new Extractor(world, new Engine(world, book), ExtractOptions.defaults(), TaskPlaces.NONE)
                .extract(root, null);

        assertThat(stack.frames().getFirst().hide()).isFalse();
        assertThat(stack.frames().getFirst().hideLine()).isTrue();
    }

    @Test
    void rulesOfALibraryAreMadeOnceAndOnlyWhereItIsLoaded() {
        var made = new ArrayList<String>();
        world.modules.put("m", world.thing(77, "Module"));
        var shelf = new RuleShelf(List.of(), List.of(library("m", made), library("absent", made)));

        List<Rules> first = shelf.in(world.scene(), SuppliedRules.Found.NONE).sets();
        List<Rules> second = shelf.in(world.scene(), SuppliedRules.Found.NONE).sets();

        assertThat(made).containsExactly("m");
        assertThat(first).hasSize(1).isEqualTo(second);
        assertThat(shelf.in(null, SuppliedRules.Found.NONE).sets()).isEmpty();
    }

    private static Library library(String module, List<String> made) {
        return Library.of(module, () -> {
            made.add(module);
            return Rules.of(module).build();
        });
    }
}
