package asynctb.rulefiles;

import asynctb.rules.ContextOutcome;
import asynctb.rules.ContextRule;
import asynctb.rules.FrameView;
import asynctb.rules.GeneratorContextRule;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code [[context]]}, of managers of some classes or of those that some generator functions make. Each expression may be null: then there is no such thing.
 *
 * @param instead what the manager stands for
 * @param inner the generator that it is made of; null where the rule is for generator functions
 * @param describe its state
 * @param tasks that it keeps
 * @param children the managers that it keeps
 */
record ContextEntry(
        @Nullable Expression instead,
        @Nullable Expression inner,
        @Nullable Template describe,
        @Nullable Expression tasks,
        @Nullable Expression children,
        boolean hide,
        Tally tally)
        implements ContextRule, GeneratorContextRule {
    /** What stands for the method by which a manager came to be kept, of which a file says nothing. */
    private static final String METHOD = "enter_context";

    static Tally read(Entry entry, Rules.Builder rules, Types types) {
        return entry.has("module") || entry.has("function") || entry.has("functions")
                ? ofFunctions(entry, rules)
                : ofClasses(entry, rules, types);
    }

    private static Tally ofClasses(Entry entry, Rules.Builder rules, Types types) {
        List<String> names = types.read(entry);
        var tally = new Tally(entry, "context", null, names);
        ContextEntry rule = read(
                entry,
                ExpressionParser.Scope.OBJECT,
                entry.expression("inner", ExpressionParser.Scope.OBJECT),
                tally,
                List.of("instead", "inner", "describe", "tasks", "children", "hide"));
        names.forEach(type -> rules.context(type, rule));
        return tally;
    }

    private static Tally ofFunctions(Entry entry, Rules.Builder rules) {
        if (entry.has("type") || entry.has("types")) {
            entry.wrong("it is about classes (type) or about functions (module and function), not both");
        }
        String module = entry.name("module");
        List<String> functions = entry.names("function", "functions");
        var tally = new Tally(entry, "context", module, functions);
        ContextEntry rule = read(
                entry,
                ExpressionParser.Scope.GENERATOR,
                null,
                tally,
                List.of("instead", "describe", "tasks", "children", "hide"));
        functions.forEach(function -> rules.generatorContext(module, function, rule));
        return tally;
    }

    private static ContextEntry read(
            Entry entry, ExpressionParser.Scope scope, @Nullable Expression inner, Tally tally, List<String> sayings) {
        var rule = new ContextEntry(
                entry.expression("instead", scope),
                inner,
                entry.template("describe", scope),
                entry.expression("tasks", scope),
                entry.expression("children", scope),
                entry.flag("hide"),
                tally);
        if (sayings.stream().noneMatch(entry::has)) {
            entry.wrong("it says nothing; it needs one of " + String.join(", ", sayings));
        }
        entry.close();
        return rule;
    }

    @Override
    public ContextOutcome look(Value manager, Scene scene) {
        return tally.ask(
                manager.address(),
                scene,
                ContextOutcome.NONE::equals,
                budget -> look(Place.of(manager, scene, budget)));
    }

    @Override
    public ContextOutcome look(FrameView frame, Scene scene) {
        return tally.ask(
                frame.address(),
                scene,
                ContextOutcome.NONE::equals,
                budget -> look(Place.of(frame, null, scene, budget)));
    }

    private ContextOutcome look(Place place) {
        var kept = new ArrayList<ContextOutcome.Kept>();
        for (Value child : values(children, place)) {
            kept.add(new ContextOutcome.KeptManager(
                    child, true, false, METHOD, child.info().toString()));
        }
        for (Value task : values(tasks, place)) {
            kept.add(new ContextOutcome.KeptTask(task));
        }
        return new ContextOutcome(
                first(instead, place),
                null,
                describe == null ? null : describe.apply(place),
                first(inner, place),
                kept,
                hide,
                List.of());
    }

    private static List<Value> values(@Nullable Expression expression, Place place) {
        return expression == null ? List.of() : expression.values(place);
    }

    private static @Nullable Value first(@Nullable Expression expression, Place place) {
        List<Value> values = values(expression, place);
        return values.isEmpty() ? null : values.getFirst();
    }
}
