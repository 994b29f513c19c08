package asynctb.cpython.item;

import asynctb.cpython.frame.Generators;
import asynctb.cpython.frame.PyFrame;
import asynctb.cpython.object.Awaitables;
import asynctb.cpython.object.PyGenerator;
import asynctb.cpython.object.PyObject;
import asynctb.cpython.thread.PyThread;
import asynctb.memory.MemoryFault;
import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.rules.Value;
import asynctb.runtime.Item;
import asynctb.runtime.Unwrapping;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An object: a generator, coroutine or async generator, something that drives one, a greenlet, a thread, a frame, or what cannot be
 * looked into.
 *
 * @param picture in which it is
 * @param address where it stands
 */
record ObjectItem(CPythonPicture picture, long address) implements Item {
    @Override
    public ObjectInfo info() {
        return picture.names().describe(address);
    }

    @Override
    public Value value() {
        return ObjectValue.at(picture, address);
    }

    @Override
    public Unwrapping unwrap() {
        try {
            PyObject object = picture.heap().readObject(address);
            if (object instanceof PyGenerator generator) {
                return unwrap(generator);
            }
            OptionalLong driven = Awaitables.readDriven(object);
            if (driven.isPresent()) {
                return Unwrapping.of(List.of(picture.item(driven.getAsLong())));
            }
            return unwrapOther(object);
        } catch (MemoryFault e) {
            return new Unwrapping(
                    null,
                    List.of(new Problem(
                            Problem.Kind.UNREADABLE, "the object could not be read: " + e.getMessage(), address)));
        }
    }

    @Override
    public boolean leadsOn() {
        try {
            PyObject object = picture.heap().readObject(address);
            return object instanceof PyGenerator
                    || Awaitables.readDriven(object).isPresent()
                    || object.type().isFrame()
                    || picture.greenlets().isGreenlet(address)
                    || asThread() != null;
        } catch (MemoryFault e) {
            return false;
        }
    }

    private Unwrapping unwrap(PyGenerator generator) {
        Generators generators = picture.generators();
        Generators.State state = generators.readState(generator);
        if (state == Generators.State.FINISHED) {
            return Unwrapping.of(List.of());
        }
        long frameAddress = generators.readFrameAddress(generator);
        Unwrapping running = state == Generators.State.RUNNING ? FrameRange.running(picture, frameAddress) : null;
        if (running != null) {
            return running;
        }
        PyFrame frame = picture.frames().readCodeFrame(frameAddress);
        var frameItem = new CodeFrameItem(picture, frame, address, null, Next.NONE);
        if (state == Generators.State.CREATED) {
            return Unwrapping.of(List.of(frameItem));
        }
        try {
            long awaited = generators.readAwaited(generator, frame);
            if (awaited != 0) {
                var waiting = new CodeFrameItem(picture, frame, address, null, new Next(null, awaited));
                return Unwrapping.of(List.of(waiting, picture.item(awaited)));
            }
            // Up to 3.9 those through which an exception is thrown into what they wait for count as running too.
            return state == Generators.State.RUNNING
                    ? new Unwrapping(
                            List.of(frameItem),
                            List.of(new Problem(
                                    Problem.Kind.UNREADABLE,
                                    "it is running, but no thread was found that runs it, so what it calls is not known",
                                    address)))
                    : Unwrapping.of(List.of(frameItem));
        } catch (MemoryFault e) {
            return new Unwrapping(
                    List.of(frameItem),
                    List.of(new Problem(
                            Problem.Kind.UNREADABLE,
                            "what it waits for could not be read: " + e.getMessage(),
                            address)));
        }
    }

    private Unwrapping unwrapOther(PyObject object) {
        if (object.type().isFrame()) {
            long frame = picture.frames().readFrameOfObject(address);
            return Unwrapping.of(
                    List.of(new CodeFrameItem(picture, picture.frames().readCodeFrame(frame), 0, null, Next.NONE)));
        }
        if (picture.greenlets().isGreenlet(address)) {
            return new GreenletItem(picture, address).unwrap();
        }
        ThreadItem thread = asThread();
        return thread == null ? Unwrapping.leaf() : thread.unwrap();
    }

    /** The thread that runs, if the object is the {@code threading.Thread} of one; null otherwise. */
    private @Nullable ThreadItem asThread() {
        for (PyThread thread : picture.threads().all()) {
            if (thread.object() == address) {
                return picture.item(thread);
            }
        }
        return null;
    }

    @Override
    public Head head() {
        try {
            PyObject object = picture.heap().readObject(address);
            if (object instanceof PyGenerator generator) {
                return generatorHead(generator);
            }
            if (picture.greenlets().isGreenlet(address)) {
                return new GreenletItem(picture, address).head();
            }
            ThreadItem thread = asThread();
            if (thread != null) {
                return thread.head();
            }
        } catch (MemoryFault e) {
            // The walk will say so.
        }
        return Item.super.head();
    }

    /** The thread that runs it; null if none is found, as where it has switched to another greenlet. */
    private @Nullable ThreadItem runner(PyGenerator generator) {
        long frame = picture.generators().readFrameAddress(generator);
        for (PyThread thread : picture.threads().all()) {
            if (picture.threads().chain(thread).indexOf(frame) >= 0) {
                return picture.item(thread);
            }
        }
        return null;
    }

    static Stack.Kind kindOf(PyGenerator.Sort sort) {
        return switch (sort) {
            case GENERATOR -> Stack.Kind.GENERATOR;
            case COROUTINE -> Stack.Kind.COROUTINE;
            case ASYNC_GENERATOR -> Stack.Kind.ASYNC_GENERATOR;
        };
    }

    private Head generatorHead(PyGenerator generator) {
        Stack.State state = switch (picture.generators().readState(generator)) {
            case CREATED -> Stack.State.CREATED;
            case SUSPENDED -> Stack.State.SUSPENDED;
            case RUNNING -> Stack.State.RUNNING;
            case FINISHED -> Stack.State.FINISHED;
        };
        ThreadItem runner = state == Stack.State.RUNNING ? runner(generator) : null;
        return new Head(
                kindOf(generator.sort()),
                generator.readQualname(),
                info(),
                runner == null ? null : runner.threadInfo(),
                state,
                null);
    }
}
