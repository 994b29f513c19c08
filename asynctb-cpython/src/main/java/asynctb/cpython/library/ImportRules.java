package asynctb.cpython.library;

import asynctb.rules.FrameOutcome;
import asynctb.rules.FrameView;
import asynctb.rules.Inner;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import java.util.List;
import java.util.OptionalLong;

/**
 * {@code importlib}: what stands between an {@code import} and the module is hidden, as in Python's own tracebacks. Where nothing
 * follows it stays: there it waits for the lock of a module that another thread imports, or looks for a file.
 */
public final class ImportRules {
    private static final String LOCK = "_frozen_importlib._ModuleLock";

    private ImportRules() {}

    public static Rules importing() {
        Rules.Builder rules = Rules.of("importlib").reentrantLock(LOCK).owner(LOCK, ImportRules::owner);
        // They keep the first names until importlib itself is imported.
        for (String module : List.of("_frozen_importlib", "importlib._bootstrap")) {
            for (String function : List.of(
                    "_gcd_import",
                    "_find_and_load",
                    "_find_and_load_unlocked",
                    "_handle_fromlist",
                    "_load_unlocked",
                    "_call_with_frames_removed")) {
                rules.frame(module, function, ImportRules::judge);
            }
            rules.frame(module, "_ModuleLock.acquire", ImportRules::waiting);
        }
        for (String module : List.of("_frozen_importlib_external", "importlib._bootstrap_external")) {
            rules.frame(module, "_LoaderBasics.exec_module", ImportRules::judge);
        }
        rules.frame("importlib", "import_module", ImportRules::judge);
        return rules.build();
    }

    /** It ends in a module, or a file is looked for. */
    private static FrameOutcome judge(FrameView frame, Inner inner, Scene scene) {
        FrameView next = inner.frame();
        return next == null || isWaiting(next) ? FrameOutcome.NONE : FrameOutcome.hidden();
    }

    private static boolean isWaiting(FrameView next) {
        return next.function().equals("_lock_unlock_module") || next.function().equals("__enter__");
    }

    /** Two that import each other's modules do not wait: before it does so, each sees that by itself. */
    private static FrameOutcome waiting(FrameView frame, Inner inner, Scene scene) {
        Value lock = frame.local("self");
        Value waiters = lock.attribute("waiters");
        boolean isAwaited = waiters.integer().orElse(0) > 0 || waiters.size() > 0;
        return inner.frame() == null && isAwaited ? FrameOutcome.NONE.waitingFor(lock) : FrameOutcome.NONE;
    }

    /** The thread that imports the module. */
    private static OptionalLong owner(Value lock, Scene scene) {
        Value owner = lock.attribute("owner");
        return owner.isNothing() ? OptionalLong.of(0) : owner.integer();
    }
}
