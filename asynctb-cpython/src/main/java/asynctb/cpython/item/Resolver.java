package asynctb.cpython.item;

import asynctb.Selector;
import asynctb.cpython.frame.PyFrame;
import asynctb.cpython.object.PyGenerator;
import asynctb.cpython.object.PyObject;
import asynctb.cpython.thread.PyThread;
import asynctb.memory.MemoryFault;
import asynctb.model.Problem;
import asynctb.runtime.Item;
import asynctb.runtime.Resolution;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what selectors name in a picture.
 *
 * @param picture in which to look
 */
record Resolver(CPythonPicture picture) {
    Resolution resolve(Selector selector) {
        try {
            return find(selector);
        } catch (MemoryFault e) {
            return Resolution.none(new Problem(
                    Problem.Kind.UNREADABLE, selector.text() + " could not be read: " + e.getMessage(), e.address()));
        }
    }

    /** No switch: one over types is made at run time, which is paid for at each start. */
    private Resolution find(Selector selector) {
        if (selector instanceof Selector.AllThreads) {
            return Resolution.of(
                    threads(picture.threads().all()), picture.threads().problems());
        } else if (selector instanceof Selector.ThreadNamed named) {
            return resolveThread(named);
        } else if (selector instanceof Selector.AllTasks || selector instanceof Selector.TaskNamed) {
            return Resolution.of(List.of());
        } else if (selector instanceof Selector.At at) {
            return resolveAddress(at);
        } else if (selector instanceof Selector.Path path) {
            return new PathResolver(picture).resolve(path);
        }
        return resolveFrames((Selector.Frames) selector);
    }

    private List<ThreadItem> threads(List<PyThread> threads) {
        return threads.stream().map(picture::item).toList();
    }

    private Resolution resolveThread(Selector.ThreadNamed named) {
        List<PyThread> found = threadsNamed(named.name());
        return found.isEmpty() ? noThread(named) : Resolution.of(threads(found));
    }

    /** Where not all threads could be read, it may be one of those. */
    private Resolution noThread(Selector selector) {
        return picture.threads().problems().isEmpty()
                ? notFound(selector, "no thread has this name or number")
                : Resolution.of(List.of(), picture.threads().problems());
    }

    private List<PyThread> threadsNamed(String name) {
        var found = new ArrayList<PyThread>();
        for (PyThread thread : picture.threads().all()) {
            boolean byNumber =
                    thread.os() != null && name.equals(Long.toString(thread.os().tid()));
            if (name.equals(thread.name()) || name.equals(Long.toUnsignedString(thread.ident())) || byNumber) {
                found.add(thread);
            }
        }
        return found;
    }

    private Resolution resolveAddress(Selector.At at) {
        PyThread owner = threadRunning(at.address());
        if (owner != null) {
            FrameChain chain = picture.threads().chain(owner);
            PyFrame frame = chain.frames().get(chain.indexOf(at.address()));
            return Resolution.of(List.of(range(owner, List.of(frame))));
        }
        try {
            picture.heap().readObject(at.address());
            return Resolution.of(List.of(picture.item(at.address())));
        } catch (MemoryFault e) {
            return notFound(at, "there is no object at this address");
        }
    }

    private @Nullable PyThread threadRunning(long frameAddress) {
        for (PyThread thread : picture.threads().all()) {
            if (picture.threads().chain(thread).indexOf(frameAddress) >= 0) {
                return thread;
            }
        }
        return null;
    }

    private FrameRange range(@Nullable PyThread thread, List<PyFrame> frames) {
        return new FrameRange(picture, thread, frames, List.of());
    }

    private Resolution resolveFrames(Selector.Frames frames) {
        List<PyThread> candidates = frames.thread() == null ? picture.threads().all() : threadsNamed(frames.thread());
        if (candidates.isEmpty()) {
            return noThread(frames);
        }
        var ranges = new ArrayList<Item>();
        for (PyThread thread : candidates) {
            List<PyFrame> chain = picture.threads().chain(thread).frames();
            int outer = frames.outer() == null ? 0 : outermost(chain, frames.outer());
            int inner = frames.inner() == null ? chain.size() - 1 : innermost(chain, frames.inner());
            if (outer >= 0 && inner >= outer) {
                ranges.add(new FrameRange(
                        picture,
                        thread,
                        limited(chain.subList(outer, inner + 1), frames),
                        frames.outer() == null ? picture.threads().chain(thread).problems() : List.of()));
            }
        }
        if (!ranges.isEmpty()) {
            return Resolution.of(ranges);
        }
        return suspended(frames);
    }

    /** A suspended generator's frame has no caller and calls nothing: it is a range of its own. */
    private Resolution suspended(Selector.Frames frames) {
        Selector.Bound bound = frames.inner() != null ? frames.inner() : frames.outer();
        boolean both = frames.inner() != null
                && frames.outer() != null
                && !frames.inner().equals(frames.outer());
        if (frames.thread() == null && !both && bound instanceof Selector.Bound.At at) {
            long address = frameAddress(at.address());
            return Resolution.of(List.of(range(null, List.of(picture.frames().readFrame(address)))));
        }
        return notFound(frames, "no thread has such frames, the outer one outside of the inner one");
    }

    private static List<PyFrame> limited(List<PyFrame> range, Selector.Frames frames) {
        int limit = frames.limit();
        if (limit == 0 || range.size() <= limit) {
            return range;
        }
        boolean fromOuter = frames.outer() != null && frames.inner() == null;
        return fromOuter ? range.subList(0, limit) : range.subList(range.size() - limit, range.size());
    }

    private int outermost(List<PyFrame> chain, Selector.Bound bound) {
        for (int i = 0; i < chain.size(); i++) {
            if (matches(chain.get(i), bound)) {
                return i;
            }
        }
        return -1;
    }

    private int innermost(List<PyFrame> chain, Selector.Bound bound) {
        for (int i = chain.size() - 1; i >= 0; i--) {
            if (matches(chain.get(i), bound)) {
                return i;
            }
        }
        return -1;
    }

    private boolean matches(PyFrame frame, Selector.Bound bound) {
        return switch (bound) {
            case Selector.Bound.At at ->
                frame.address() == at.address() || frame.address() == frameAddress(at.address());
            case Selector.Bound.Function function ->
                frame.code() != null
                        && (function.name().equals(frame.code().name())
                                || function.name().equals(frame.code().qualname()));
        };
    }

    /** The frame that an address means: a frame object's, a generator's, or the one that begins there. */
    private long frameAddress(long address) {
        try {
            PyObject object = picture.heap().readObject(address);
            if (object instanceof PyGenerator generator) {
                return picture.generators().readFrameAddress(generator);
            }
            return object.type().isFrame() ? picture.frames().readFrameOfObject(address) : address;
        } catch (MemoryFault e) {
            return address;
        }
    }

    private static Resolution notFound(Selector selector, String why) {
        return Resolution.none(Problem.of(Problem.Kind.NOT_FOUND, selector.text() + " names nothing: " + why));
    }
}
