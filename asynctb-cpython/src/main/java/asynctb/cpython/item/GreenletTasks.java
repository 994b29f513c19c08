package asynctb.cpython.item;

import asynctb.cpython.library.greenlet.Greenlet;
import asynctb.cpython.library.greenlet.Greenlets;
import asynctb.memory.MemoryFault;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.rules.LibraryTask;
import asynctb.rules.Part;
import asynctb.rules.Scene;
import asynctb.rules.TaskRule;
import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Greenlets as tasks: those that live, but for the main ones, whose frames are those of their threads.
 *
 * @param kind which of them
 */
record GreenletTasks(Kind kind) implements TaskRule {
    /** The greenlets of a library. */
    interface Kind {
        boolean isOf(Value greenlet, Scene scene);

        LibraryTask task(CPythonPicture picture, Greenlet greenlet);
    }

    @Override
    public Found find(Scene scene) {
        CPythonPicture picture = PictureScene.pictureOf(scene);
        Greenlets greenlets = picture.greenlets();
        var tasks = new ArrayList<LibraryTask>();
        var problems = new ArrayList<Problem>();
        for (long address : greenlets.found()) {
            if (!kind.isOf(scene.at(address), scene)) {
                continue;
            }
            try {
                Greenlet greenlet = greenlets.read(address);
                if (!greenlet.isMain() && greenlet.state() != Greenlet.State.DEAD) {
                    tasks.add(kind.task(picture, greenlet));
                }
            } catch (MemoryFault e) {
                problems.add(new Problem(
                        Problem.Kind.UNREADABLE, "a greenlet could not be read: " + e.getMessage(), address));
            }
        }
        MemoryFault fault = greenlets.searchFault();
        if (fault != null) {
            problems.add(new Problem(
                    Problem.Kind.UNREADABLE,
                    "not all greenlets could be found: " + fault.getMessage(),
                    fault.address()));
        }
        return new Found(tasks, problems);
    }

    @Override
    public Optional<LibraryTask> describe(Value object, Scene scene) {
        CPythonPicture picture = PictureScene.pictureOf(scene);
        try {
            return Optional.of(kind.task(picture, picture.greenlets().read(object.address())));
        } catch (MemoryFault e) {
            return Optional.empty();
        }
    }

    /** What all have in common. */
    static LibraryTask task(
            CPythonPicture picture, Greenlet greenlet, Stack.State state, String text, List<Value> awaitedBy) {
        Value object = ObjectValue.at(picture, greenlet.address());
        return new LibraryTask(
                object,
                new GreenletItem(picture, greenlet.address()).readName(),
                Part.of(object),
                state,
                text,
                null,
                awaitedBy,
                greenlet.thread() == null ? null : picture.item(greenlet.thread()),
                List.of());
    }
}
