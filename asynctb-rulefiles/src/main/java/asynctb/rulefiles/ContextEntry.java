package asynctb.rulefiles;

import asynctb.rules.ContextOutcome;
import asynctb.rules.ContextRule;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code [[context]]}. Each expression may be null: then there is no such thing.
 *
 * @param instead what the manager stands for
 * @param inner the generator that it is made of
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
        implements ContextRule {
    /** What stands for the method by which a manager came to be kept, of which a file says nothing. */
    private static final String METHOD = "enter_context";

    static Tally read(Entry entry, Rules.Builder rules, Types types) {
        List<String> names = types.read(entry);
        var tally = new Tally(entry, "context", null, names);
        var rule = new ContextEntry(
                entry.expression("instead", ExpressionParser.Scope.OBJECT),
                entry.expression("inner", ExpressionParser.Scope.OBJECT),
                entry.template("describe"),
                entry.expression("tasks", ExpressionParser.Scope.OBJECT),
                entry.expression("children", ExpressionParser.Scope.OBJECT),
                entry.flag("hide"),
                tally);
        if (List.of("instead", "inner", "describe", "tasks", "children", "hide").stream()
                .noneMatch(entry::has)) {
            entry.wrong("it says nothing; it needs instead, inner, describe, tasks, children or hide");
        }
        entry.close();
        names.forEach(type -> rules.context(type, rule));
        return tally;
    }

    @Override
    public ContextOutcome look(Value manager, Scene scene) {
        return tally.ask(
                manager.address(),
                scene,
                ContextOutcome.NONE::equals,
                budget -> look(Place.of(manager, scene, budget)));
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
