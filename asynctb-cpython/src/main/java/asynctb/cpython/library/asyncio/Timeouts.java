package asynctb.cpython.library.asyncio;

import asynctb.rules.FrameOutcome;
import asynctb.rules.FrameView;
import asynctb.rules.Inner;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import asynctb.rules.WaitLimit;
import java.util.List;

/**
 * What ends the waits of asyncio's tasks at a time: {@code asyncio.timeout}, {@code wait_for}, and the package async_timeout. Each cancels
 * a task once, so one whose timer has fired ends nothing any more. See Lib/asyncio/timeouts.py and tasks.py.
 */
public final class Timeouts {
    private static final List<String> FUTURES = List.of("_asyncio.Future", "asyncio.futures.Future");

    private Timeouts() {}

    /** Adds what asyncio itself has. */
    public static void addTo(Rules.Builder rules) {
        rules.limit("asyncio.timeouts.Timeout", (timeout, scene) -> limit(timeout));
        FUTURES.forEach(type -> rules.limit(type, (future, scene) -> awaited(future)));
        rules.frame("asyncio.tasks", "wait_for", Timeouts::waitingFor);
    }

    /** What {@code shield}, {@code wait} and {@code as_completed} put between tasks does not cancel those that it stands for. */
    private static WaitLimit awaited(Value future) {
        return isCancelling(future) ? WaitLimit.NONE : WaitLimit.SHIELDED;
    }

    private static boolean isCancelling(Value future) {
        return AsyncioView.isTask(future) || future.is("asyncio.tasks._GatheringFuture");
    }

    /** For versions of Python that have no {@code asyncio.timeout}. */
    public static Rules asyncTimeout() {
        return Rules.of("async_timeout")
                .limit("async_timeout.Timeout", (timeout, scene) -> limit(timeout))
                .limit("async_timeout.timeout", (timeout, scene) -> limitBefore4(timeout))
                .build();
    }

    private static WaitLimit limit(Value timeout) {
        // 4.0.0 keeps the timer when it has fired.
        boolean hasFired = "TIMEOUT"
                .equals(timeout.attribute("_state").attribute("_value_").text());
        boolean isSet = timeout.attribute("_timeout_handler").isSomething() && !hasFired;
        Value when = timeout.attribute("_when");
        return isSet && isFinite(when.exists() ? when : timeout.attribute("_deadline"))
                ? WaitLimit.TIMED
                : WaitLimit.NONE;
    }

    private static WaitLimit limitBefore4(Value timeout) {
        boolean isSet = timeout.attribute("_cancel_handler").isSomething()
                && !timeout.attribute("_cancelled").isTrue();
        return isSet && isFinite(timeout.attribute("_cancel_at")) ? WaitLimit.TIMED : WaitLimit.NONE;
    }

    private static boolean isFinite(Value time) {
        return Double.isFinite(time.number().orElse(Double.NaN));
    }

    /** Before 3.12 a timer cancels what it awaits by way of another future; since then it uses {@code asyncio.timeout}. */
    private static FrameOutcome waitingFor(FrameView frame, Inner inner, Scene scene) {
        FrameView next = inner.frame();
        boolean hasFired = next != null && next.runs("asyncio.tasks", "_cancel_and_wait");
        boolean isSet = frame.local("timeout_handle").isSomething() && isFinite(frame.local("timeout"));
        return isSet && !hasFired && isCancelling(frame.local("fut"))
                ? FrameOutcome.NONE.limiting(WaitLimit.TIMED)
                : FrameOutcome.NONE;
    }
}
