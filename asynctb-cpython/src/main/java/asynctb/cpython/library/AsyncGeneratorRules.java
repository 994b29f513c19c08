package asynctb.cpython.library;

import asynctb.rules.Part;
import asynctb.rules.Rules;
import java.util.List;
import java.util.Optional;

/**
 * The package {@code async_generator}, which brought async generators to 3.5: one is a coroutine that an object drives, step
 * by step.
 */
public final class AsyncGeneratorRules {
    private static final String MODULE = "async_generator._impl";

    private AsyncGeneratorRules() {}

    /** All of them. */
    public static Rules asyncGenerator() {
        return Rules.of("async_generator")
                .unwrap(
                        MODULE + ".AsyncGenerator",
                        (generator, scene) -> Optional.of(List.of(Part.of(generator.attribute("_coroutine")))))
                // Where an async generator stands, its own line says.
                .prune(MODULE, "yield_")
                .hide(
                        MODULE,
                        "yield_from_",
                        "AsyncGenerator._do_it.<locals>.step",
                        "AsyncGenerator.aclose",
                        "ANextIter.__next__",
                        "ANextIter.send",
                        "ANextIter.throw",
                        "ANextIter._invoke")
                .build();
    }
}
