package asynctb.rulefiles;

import asynctb.rules.FrameOutcome;
import asynctb.rules.FrameRule;
import asynctb.rules.FrameView;
import asynctb.rules.Inner;
import asynctb.rules.Part;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.WaitLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code [[frame]]}.
 *
 * @param when the rule has something to say; null for always
 * @param way to what the traceback goes on with, or to what is put in; null if it goes on as it does
 * @param next what becomes of the frame's own callees
 */
record FrameEntry(
        @Nullable Expression when,
        boolean hide,
        boolean hideLine,
        @Nullable Expression way,
        FrameOutcome.Next next,
        Tally tally)
        implements FrameRule {
    static Tally read(Entry entry, Rules.Builder rules) {
        String module = entry.name("module");
        List<String> functions = entry.names("function", "functions");
        boolean prune = entry.flag("prune");
        Expression redirect = entry.expression("redirect", ExpressionParser.Scope.FRAME);
        Expression insert = entry.expression("insert", ExpressionParser.Scope.FRAME);
        int ways = (entry.has("prune") ? 1 : 0) + (entry.has("redirect") ? 1 : 0) + (entry.has("insert") ? 1 : 0);
        if (ways > 1) {
            entry.wrong("only one of prune, redirect and insert can stand in a rule");
        }
        if (ways == 0 && !entry.has("hide") && !entry.has("hide_line")) {
            entry.wrong("it says nothing; it needs hide, hide_line, prune, redirect or insert");
        }
        var tally = new Tally(entry, "frame", module, functions);
        var rule = new FrameEntry(
                entry.expression("when", ExpressionParser.Scope.FRAME),
                entry.flag("hide"),
                entry.flag("hide_line"),
                redirect == null ? insert : redirect,
                prune || redirect != null ? FrameOutcome.Next.REPLACED : FrameOutcome.Next.KEPT,
                tally);
        entry.close();
        functions.forEach(function -> rules.frame(module, function, rule));
        return tally;
    }

    @Override
    public FrameOutcome judge(FrameView frame, Inner inner, Scene scene) {
        return tally.ask(
                frame.address(),
                scene,
                FrameOutcome.NONE::equals,
                budget -> judge(Place.of(frame, inner, scene, budget)));
    }

    private FrameOutcome judge(Place place) {
        if (when != null && !when.isTrue(place)) {
            return FrameOutcome.NONE;
        }
        List<Part> parts = way == null ? List.of() : way.parts(place);
        return way != null && parts.isEmpty()
                ? FrameOutcome.NONE
                : new FrameOutcome(hide, hideLine, next, parts, WaitLimit.NONE, null);
    }
}
