package asynctb.cpython.item;

import asynctb.cpython.library.asyncio.Asyncio;
import asynctb.cpython.library.asyncio.AsyncioTask;
import asynctb.model.ObjectInfo;
import asynctb.model.Stack;
import asynctb.runtime.Item;
import asynctb.runtime.TaskItem;
import asynctb.runtime.Unwrapping;
import java.util.ArrayList;
import java.util.List;

/**
 * A task of asyncio: the frames of its coroutine.
 *
 * @param picture in which it is
 * @param task as it was
 */
record AsyncioTaskItem(CPythonPicture picture, AsyncioTask task) implements TaskItem {
    @Override
    public long address() {
        return task.address();
    }

    @Override
    public ObjectInfo info() {
        return picture.describe(task.address());
    }

    @Override
    public Unwrapping unwrap() {
        if (task.coroutine() == 0) {
            return Unwrapping.of(List.of());
        }
        Item coroutine = picture.item(task.coroutine());
        return task.state() == Stack.State.RUNNING ? ownFrames(coroutine.unwrap()) : Unwrapping.of(List.of(coroutine));
    }

    /** A running task may have started another one that runs at once, within its own call: those frames are not its own. */
    private Unwrapping ownFrames(Unwrapping all) {
        if (all.items() == null) {
            return all;
        }
        var own = new ArrayList<Item>();
        for (Item item : all.items()) {
            boolean isOther = !own.isEmpty()
                    && item instanceof CodeFrameItem frame
                    && picture.isOfTask(picture.generators().generatorAround(frame.frame()));
            if (isOther) {
                break;
            }
            own.add(item);
        }
        return new Unwrapping(own, all.problems());
    }

    @Override
    public Head head() {
        return new Head(
                Stack.Kind.TASK,
                task.name(),
                info(),
                task.thread() == null ? null : picture.info(task.thread()),
                task.state(),
                task.stateText());
    }

    @Override
    public Facts facts() {
        return new Facts(
                Asyncio.LIBRARY,
                task.waitsFor() == 0 ? null : picture.describe(task.waitsFor()),
                task.awaitedBy(),
                task.problems());
    }
}
