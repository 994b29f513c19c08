package asynctb.rulefiles;

import asynctb.rules.Part;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.UnwrapRule;
import asynctb.rules.Value;
import java.util.List;
import java.util.Optional;

/**
 * An {@code [[unwrap]]}.
 *
 * @param to what the object leads to
 */
record UnwrapEntry(Expression to, Tally tally) implements UnwrapRule {
    static Tally read(Entry entry, Rules.Builder rules, Types types) {
        List<String> names = types.read(entry);
        var tally = new Tally(entry, "unwrap", null, names);
        if (!entry.has("to")) {
            entry.wrong("it needs to");
        }
        Expression to = entry.expression("to", ExpressionParser.Scope.OBJECT);
        entry.close();
        if (to != null) {
            names.forEach(type -> rules.unwrap(type, new UnwrapEntry(to, tally)));
        }
        return tally;
    }

    @Override
    public Optional<List<Part>> unwrap(Value object, Scene scene) {
        return tally.ask(object.address(), scene, Optional::isEmpty, budget -> {
            List<Part> parts = to.parts(Place.of(object, scene, budget));
            return parts.isEmpty() ? Optional.empty() : Optional.of(parts);
        });
    }
}
