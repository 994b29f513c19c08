package asynctb.cpython.library.asyncio;

import asynctb.cpython.layout.Layout;
import java.util.function.IntUnaryOperator;

/** Where the members of the C objects of {@code _asyncio} stand. See Modules/_asynciomodule.c. */
final class FutureOffsets {
    final int loop;
    /** Absent in 3.6. */
    final int callback0;

    final int callbacks;
    final int state;
    /** Absent before 3.14. */
    final int awaitedBy;

    final int iteratorFuture;
    final int coroutine;
    final int waiter;
    /** Absent before 3.8. */
    final int name;
    /** Absent before 3.11. */
    final int cancelsRequested;
    /** Absent from 3.10 on, where a builtin method stands for the wrapper. */
    final int wakeupTask;

    private final Layout layout;
    private final int mustCancel;
    private final int awaitedByIsSet;

    FutureOffsets(Layout layout) {
        this.layout = layout;
        loop = layout.offset("FutureObj.fut_loop");
        callback0 = layout.offsetOrAbsent("FutureObj.fut_callback0");
        callbacks = layout.offset("FutureObj.fut_callbacks");
        state = layout.offset("FutureObj.fut_state");
        awaitedBy = layout.offsetOrAbsent("TaskObj.task_awaited_by");
        iteratorFuture = layout.offset("futureiterobject.future");
        coroutine = layout.offset("TaskObj.task_coro");
        waiter = layout.offset("TaskObj.task_fut_waiter");
        name = layout.offsetOrAbsent("TaskObj.task_name");
        cancelsRequested = layout.offsetOrAbsent("TaskObj.task_num_cancels_requested");
        wakeupTask = layout.offsetOrAbsent("TaskWakeupMethWrapper.ww_task");
        mustCancel = layout.offsetOrAbsent("TaskObj.task_must_cancel");
        awaitedByIsSet = layout.offsetOrAbsent("TaskObj.task_awaited_by_is_set");
    }

    /** Whether the bits of a task, word by word, say that it is to be cancelled at its next step. */
    boolean isToBeCancelled(IntUnaryOperator wordAt) {
        if (mustCancel >= 0) {
            return wordAt.applyAsInt(mustCancel) != 0;
        }
        Layout.Bits bits = layout.bits("TaskObj.task_must_cancel");
        return bits.of(wordAt.applyAsInt(bits.offset())) != 0;
    }

    /** Whether what {@link #awaitedBy} holds is a set of tasks, not a single one. */
    boolean isAwaitedBySet(IntUnaryOperator wordAt) {
        if (awaitedByIsSet >= 0) {
            return (wordAt.applyAsInt(awaitedByIsSet) & 1) != 0;
        }
        Layout.Bits bits = layout.bits("FutureObj.fut_awaited_by_is_set");
        return bits.of(wordAt.applyAsInt(bits.offset())) != 0;
    }
}
