package asynctb.cpython.library.greenlet;

import asynctb.model.Stack;
import asynctb.rules.FrameOutcome;
import asynctb.rules.FrameView;
import asynctb.rules.Inner;
import asynctb.rules.LibraryTask;
import asynctb.rules.Part;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import java.util.List;
import java.util.Optional;

/**
 * SQLAlchemy's asyncio extension, whose synchronous code runs in a greenlet that switches back with what it awaits: a task is
 * one traceback, through the greenlet, to what the driver awaits.
 */
public final class Sqlalchemy {
    /** It is a package of the library that its asyncio extension loads first; by it the library is recognized. */
    public static final String MODULE = "sqlalchemy.util.concurrency";

    // Where it stands up to 2.0.
    private static final String OLDER = "sqlalchemy.util._concurrency_py3k";

    private Sqlalchemy() {}

    /** All rules. */
    public static Rules sqlalchemy() {
        return Rules.of("sqlalchemy")
                .frame(MODULE, "greenlet_spawn", Sqlalchemy::spawn)
                .frame(OLDER, "greenlet_spawn", Sqlalchemy::spawn)
                .hide(MODULE, "await_", "await_only", "await_fallback")
                .hide(OLDER, "await_only", "await_fallback")
                .amend(Sqlalchemy::amend)
                .build();
    }

    /** What it awaits comes from the greenlet; one that runs follows by itself. */
    private static FrameOutcome spawn(FrameView frame, Inner inner, Scene scene) {
        Value greenlet = frame.local("context");
        return isOurs(greenlet) && scene.state(greenlet) == Stack.State.SUSPENDED
                ? FrameOutcome.hidden().inserting(List.of(Part.of(greenlet)))
                : FrameOutcome.hidden();
    }

    /** The greenlets are no tasks of their own. */
    private static Optional<LibraryTask> amend(LibraryTask task, Scene scene) {
        return isOurs(task.object()) ? Optional.empty() : Optional.of(task);
    }

    private static boolean isOurs(Value greenlet) {
        for (String type : greenlet.types()) {
            if (type.startsWith("sqlalchemy.util.") && type.endsWith("._AsyncIoGreenlet")) {
                return true;
            }
        }
        return false;
    }
}
