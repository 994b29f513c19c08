package asynctb.cpython.item;

import asynctb.cpython.library.AsyncGeneratorRules;
import asynctb.cpython.library.ManagerDetails;
import asynctb.cpython.library.ManagerRule;
import asynctb.cpython.library.ManagerRules;
import asynctb.cpython.library.ThreadRules;
import asynctb.memory.MemoryFault;
import asynctb.model.Problem;
import asynctb.rules.ContextOutcome;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import java.util.List;

/** The rules for the libraries that come with the interpreter. */
public final class StandardRules {
    private StandardRules() {}

    /** A set for each library. */
    public static List<Rules> all() {
        return List.of(
                managers(),
                ThreadRules.threading(),
                ThreadRules.futures(),
                AsyncioRules.asyncio(),
                GreenletRules.gevent(),
                GreenletRules.greenlet(),
                AsyncGeneratorRules.asyncGenerator());
    }

    private static Rules managers() {
        Rules.Builder rules = Rules.of("contextlib");
        ManagerRules.all().forEach((type, rule) -> rules.context(type, (manager, scene) -> look(rule, manager, scene)));
        return rules.build();
    }

    private static ContextOutcome look(ManagerRule rule, Value manager, Scene scene) {
        ManagerDetails details;
        try {
            details = rule.read(PictureScene.pictureOf(scene).heap().readObject(manager.address()), scene);
        } catch (MemoryFault e) {
            return new ContextOutcome(
                    null,
                    null,
                    null,
                    List.of(),
                    false,
                    List.of(new Problem(
                            Problem.Kind.UNREADABLE,
                            "what the manager keeps could not be read: " + e.getMessage(),
                            manager.address())));
        }
        List<ContextOutcome.Kept> kept = details.entries().stream()
                .<ContextOutcome.Kept>map(entry -> new ContextOutcome.KeptManager(
                        scene.at(entry.object()), entry.isManager(), entry.isAsync(), entry.method(), entry.argument()))
                .toList();
        return new ContextOutcome(
                null,
                details.description(),
                details.inner() == 0 ? null : scene.at(details.inner()),
                kept,
                false,
                List.of());
    }
}
