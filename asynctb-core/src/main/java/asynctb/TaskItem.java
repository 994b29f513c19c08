package asynctb;

import asynctb.model.ObjectInfo;
import asynctb.model.Stack;
import asynctb.rules.LibraryTask;
import asynctb.rules.Value;
import asynctb.runtime.Item;
import asynctb.runtime.Picture;
import asynctb.runtime.Unwrapping;
import java.util.List;

/**
 * A task that a rule has found.
 *
 * @param picture in which it is
 * @param library whose it is
 * @param task what the rule tells of it
 */
record TaskItem(Picture picture, String library, LibraryTask task) implements Item {
    @Override
    public long address() {
        return task.object().address();
    }

    @Override
    public ObjectInfo info() {
        return task.object().info();
    }

    @Override
    public Value value() {
        return task.object();
    }

    @Override
    public Unwrapping unwrap() {
        if (!Engine.isSomething(task.body())) {
            return Unwrapping.of(List.of());
        }
        Item body = picture.item(task.body());
        // Some tasks have their frames themselves; that does not lead back to them.
        return body.address() == address() ? body.unwrap() : Unwrapping.of(List.of(body));
    }

    @Override
    public Head head() {
        return new Head(
                Stack.Kind.TASK,
                task.name(),
                info(),
                task.thread() == null ? null : task.thread().threadInfo(),
                task.state(),
                task.stateText());
    }
}
