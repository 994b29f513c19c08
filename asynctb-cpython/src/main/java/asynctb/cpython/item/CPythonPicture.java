package asynctb.cpython.item;

import asynctb.Selector;
import asynctb.cpython.context.FrameContexts;
import asynctb.cpython.frame.FrameReader;
import asynctb.cpython.frame.Generators;
import asynctb.cpython.layout.Layout;
import asynctb.cpython.library.CVariables;
import asynctb.cpython.library.asyncio.Asyncio;
import asynctb.cpython.library.asyncio.DebugSection;
import asynctb.cpython.library.greenlet.Gevent;
import asynctb.cpython.library.greenlet.Greenlets;
import asynctb.cpython.locate.AsyncioSection;
import asynctb.cpython.locate.Location;
import asynctb.cpython.object.Attributes;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyObject;
import asynctb.cpython.object.PyType;
import asynctb.cpython.source.LineCache;
import asynctb.cpython.source.SourceFiles;
import asynctb.cpython.source.SuppliedFiles;
import asynctb.cpython.thread.CollectedObjects;
import asynctb.cpython.thread.Modules;
import asynctb.cpython.thread.Ownership;
import asynctb.cpython.thread.PyThread;
import asynctb.cpython.thread.ThreadLocals;
import asynctb.cpython.thread.Threads;
import asynctb.memory.Footprint;
import asynctb.memory.Memory;
import asynctb.memory.MemoryCopy;
import asynctb.memory.MemoryFault;
import asynctb.memory.linux.LiveProcess;
import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import asynctb.rules.Part;
import asynctb.rules.SuppliedFile;
import asynctb.runtime.Item;
import asynctb.runtime.ObjectVisitor;
import asynctb.runtime.Picture;
import asynctb.runtime.Resolution;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One look at a process that runs CPython. */
public final class CPythonPicture implements Picture {
    private final LiveProcess process;
    private final Memory memory;
    private final @Nullable MemoryCopy copy;
    private final Heap heap;
    private final FrameReader frames;
    private final Generators generators;
    private final Threads threadReader;
    private final Modules modules;
    private final ThreadLocals threadLocals;
    private final SourceFiles sources;
    private final SuppliedFiles supplied;
    private final LineCache lineCache;
    private final FrameContexts frameContexts;
    private final CollectedObjects objects;
    private final PictureThreads threads;
    private final PictureNames names;
    private final Gevent gevent;
    private final PictureScene scene = new PictureScene(this);
    private final FunctionCodes functionCodes = new FunctionCodes(this);
    private final double now;
    private final WithLines withLines = new WithLines();
    private @Nullable Asyncio asyncio;

    /**
     * Of the process as it is now, or as it was.
     *
     * @param copy in which to look; null for the process itself
     * @param now the time of the picture, in seconds of the monotonic clock
     */
    public CPythonPicture(
            LiveProcess process,
            @Nullable MemoryCopy copy,
            Location location,
            SourceFiles sources,
            SuppliedFiles supplied,
            double now) {
        this.process = process;
        this.now = now;
        this.copy = copy;
        this.sources = sources;
        this.supplied = supplied;
        memory = new Memory(copy == null ? process.memory() : copy);
        heap = new Heap(memory, location.layout(), location.behavior());
        frames = FrameReader.of(heap);
        generators = new Generators(heap, frames, location.opcodes());
        threadReader = new Threads(heap, location);
        modules = new Modules(heap);
        threadLocals = new ThreadLocals(heap);
        lineCache = new LineCache(heap);
        frameContexts = new FrameContexts(heap, frames, location.opcodes());
        objects = new CollectedObjects(heap, location);
        threads = new PictureThreads(process, heap, threadReader, frames, objects);
        names = new PictureNames(heap);
        gevent = new Gevent(heap, threads.greenlets());
    }

    @Override
    public Resolution resolve(Selector selector) {
        return new Resolver(this).resolve(selector);
    }

    @Override
    public @Nullable String className(String path) {
        List<Selector.Step> steps = Stream.of(path.split("\\.", -1))
                .<Selector.Step>map(Selector.Step.Attribute::new)
                .toList();
        Resolution found = resolve(new Selector.Path(path, steps));
        if (found.items().size() != 1 || found.container() != null) {
            return null;
        }
        try {
            return heap.readObject(found.items().getFirst().address()) instanceof PyType type ? type.name() : null;
        } catch (MemoryFault e) {
            return null;
        }
    }

    @Override
    public List<Problem> visitObjects(ObjectVisitor visitor) {
        return new ObjectSearch(this, objects, visitor).run();
    }

    @Override
    public @Nullable ObjectInfo attribute(ObjectInfo object, String name) {
        try {
            PyObject there = heap.readObject(object.address());
            if (!there.type().name().equals(object.type())) {
                return null;
            }
            OptionalLong value = Attributes.readPlain(there, name);
            return value.isPresent() ? names.describe(value.getAsLong()) : null;
        } catch (MemoryFault e) {
            return null;
        }
    }

    @Override
    public PictureScene scene() {
        return scene;
    }

    @Override
    public List<SuppliedFile> suppliedFiles() {
        return supplied.read(scene.packageFiles());
    }

    @Override
    public Item item(Part part) {
        return switch (part) {
            case Part.Of of -> item(of.value().address());
            case Part.Frames frames -> ((ThreadItem) frames.thread()).range(frames.from(), frames.to());
        };
    }

    Asyncio asyncio() {
        if (asyncio == null) {
            OptionalLong section = heap.layout().has("TaskObj.task_node")
                    ? AsyncioSection.find(process, DebugSection.NAME)
                    : OptionalLong.empty();
            Layout layout = section.isPresent()
                    ? DebugSection.overlay(heap.memory(), section.getAsLong(), heap.layout())
                    : heap.layout();
            var variables = new CVariables(heap.memory(), process::mappings, "_asyncio.");
            asyncio = new Asyncio(heap, layout, frames, generators, variables, threads.all(), now);
        }
        return asyncio;
    }

    ThreadItem item(PyThread thread) {
        return new ThreadItem(this, thread);
    }

    /** The objects that the garbage collector knows. */
    CollectedObjects collected() {
        return objects;
    }

    FunctionCodes functionCodes() {
        return functionCodes;
    }

    /** The time at which the look was begun, in seconds of the monotonic clock. */
    double now() {
        return now;
    }

    @Override
    public boolean isComplete() {
        return copy == null || copy.footprint().covers(memory.footprint());
    }

    @Override
    public long size() {
        return footprint().bytes();
    }

    /**
     * Whether this is a look beside the running process, and a look at a copy of it would see the same: the copy holds, byte
     * for byte, all that was read here.
     */
    public boolean isSameIn(MemoryCopy other) {
        return copy == null && memory.isSameIn(other);
    }

    /** The pages that a copy must hold for this look to be taken in it. */
    public Footprint footprint() {
        return copy == null ? memory.footprint() : copy.footprint().plus(memory.footprint());
    }

    /**
     * Who could change what is seen here.
     *
     * @throws MemoryFault if that cannot be read
     */
    public Ownership readOwnership() {
        return threadReader.readOwnership();
    }

    /** The threads that it speaks of; null if it could be any. */
    public @Nullable Set<Long> owners(Ownership ownership) {
        return ownership.threads(memory, process.threads());
    }

    /** The threads, and what they run. */
    PictureThreads threads() {
        return threads;
    }

    PictureNames names() {
        return names;
    }

    Heap heap() {
        return heap;
    }

    FrameReader frames() {
        return frames;
    }

    Generators generators() {
        return generators;
    }

    ThreadLocals threadLocals() {
        return threadLocals;
    }

    Modules modules() {
        return modules;
    }

    SourceFiles sources() {
        return sources;
    }

    LineCache lineCache() {
        return lineCache;
    }

    FrameContexts frameContexts() {
        return frameContexts;
    }

    Greenlets greenlets() {
        return threads.greenlets();
    }

    Gevent gevent() {
        return gevent;
    }

    /** What a traceback of the object is taken by. */
    ObjectItem item(long address) {
        return new ObjectItem(this, address);
    }

    WithLines withLines() {
        return withLines;
    }
}
