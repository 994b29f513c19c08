package asynctb.cpython.item;

import asynctb.Selector;
import asynctb.cpython.context.FrameContexts;
import asynctb.cpython.frame.FrameReader;
import asynctb.cpython.frame.Generators;
import asynctb.cpython.frame.PyFrame;
import asynctb.cpython.layout.Layout;
import asynctb.cpython.library.CVariables;
import asynctb.cpython.library.asyncio.Asyncio;
import asynctb.cpython.library.asyncio.DebugSection;
import asynctb.cpython.library.greenlet.Gevent;
import asynctb.cpython.library.greenlet.Greenlet;
import asynctb.cpython.library.greenlet.Greenlets;
import asynctb.cpython.locate.AsyncioSection;
import asynctb.cpython.locate.Location;
import asynctb.cpython.object.Attributes;
import asynctb.cpython.object.ByAddress;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyDict;
import asynctb.cpython.object.PyObject;
import asynctb.cpython.object.PyStr;
import asynctb.cpython.object.PyType;
import asynctb.cpython.object.Repr;
import asynctb.cpython.source.LineCache;
import asynctb.cpython.source.SourceFiles;
import asynctb.cpython.source.SuppliedFiles;
import asynctb.cpython.thread.CollectedObjects;
import asynctb.cpython.thread.Interpreter;
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
import asynctb.model.ThreadInfo;
import asynctb.rules.Part;
import asynctb.rules.SuppliedFile;
import asynctb.runtime.Item;
import asynctb.runtime.ObjectVisitor;
import asynctb.runtime.Picture;
import asynctb.runtime.Resolution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
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
    private final Greenlets greenlets;
    private final Gevent gevent;
    private final PictureScene scene = new PictureScene(this);
    private final FunctionCodes functionCodes = new FunctionCodes(this);
    private final double now;
    private final Map<Long, FrameChain> chains = new HashMap<>();
    private final Map<Long, FrameChain> greenletChains = new HashMap<>();
    private final ByAddress<String> moduleNames = new ByAddress<>();
    private final WithLines withLines = new WithLines();
    private final List<Problem> threadProblems = new ArrayList<>();
    private @Nullable List<Interpreter> interpreters;
    private @Nullable List<PyThread> threads;
    private @Nullable Map<Long, String> activities;
    private final Map<Long, ThreadInfo> threadInfos = new HashMap<>();
    private @Nullable ObjectInfo described;
    private @Nullable Asyncio asyncio;
    private final Map<Long, List<CodeFrameItem>> frameItems = new HashMap<>();
    private final ByAddress<List<String>> typeNames = new ByAddress<>();

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
        greenlets = new Greenlets(heap, objects, this::interpreters, this::threads, process::mappings);
        gevent = new Gevent(heap, greenlets);
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
            return value.isPresent() ? describe(value.getAsLong()) : null;
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
            asyncio = new Asyncio(heap, layout, frames, generators, variables, threads(), now);
        }
        return asyncio;
    }

    /** What is said of a thread, once for all that it runs. */
    ThreadInfo info(PyThread thread, Supplier<ThreadInfo> reading) {
        return threadInfos.computeIfAbsent(thread.state(), state -> reading.get());
    }

    /** The threads as they are shown. */
    List<ThreadItem> threadItems() {
        return threads().stream().map(this::item).toList();
    }

    ThreadItem item(PyThread thread) {
        return new ThreadItem(this, thread);
    }

    /** The frames of a thread as they are shown; made once. */
    List<CodeFrameItem> frameItems(PyThread thread, Supplier<FrameRange> range) {
        return frameItems.computeIfAbsent(thread.state(), state -> range.get().items());
    }

    /** The names of the class of an object and of those that it inherits from; one list for each class. */
    List<String> typeNames(long address) {
        try {
            PyType type = heap.readTypeOf(address);
            List<String> known = typeNames.get(type.address());
            if (known == null) {
                known = type.readMro().stream().map(PyType::name).toList();
                typeNames.put(type.address(), known);
            }
            return known;
        } catch (MemoryFault e) {
            return List.of();
        }
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

    /** All threads; read once. */
    List<PyThread> threads() {
        if (threads == null) {
            threads = withoutUnborn(threadReader.readThreads(process.threads(), threadProblems));
        }
        return threads;
    }

    /**
     * The threads without those that have not begun: until a new thread runs, its state has no frames, and no identifier or
     * its creator's.
     */
    private List<PyThread> withoutUnborn(List<PyThread> all) {
        var idents = new HashSet<Long>();
        var begun = new ArrayList<PyThread>();
        for (PyThread thread : all) {
            boolean isNew = thread.ident() != 0 && idents.add(thread.ident());
            FrameChain chain = chain(thread);
            if (isNew || !chain.frames().isEmpty() || !chain.problems().isEmpty()) {
                begun.add(thread);
            }
        }
        return begun;
    }

    /** What was met while the threads were read. */
    List<Problem> threadProblems() {
        threads();
        return threadProblems;
    }

    /** The system call that each thread of the operating system waits in, in words, by its number; read once. */
    Map<Long, String> activities() {
        if (activities == null) {
            activities = process.activities();
        }
        return activities;
    }

    /** The interpreters, the main one first; read once. */
    List<Interpreter> interpreters() {
        if (interpreters == null) {
            interpreters = threadReader.readInterpreters(new ArrayList<>());
        }
        return interpreters;
    }

    /** The main interpreter; null if it cannot be read. */
    @Nullable
    Interpreter mainInterpreter() {
        List<Interpreter> all = interpreters();
        return all.isEmpty() ? null : all.get(0);
    }

    /** The frames of a thread; read once. */
    FrameChain chain(PyThread thread) {
        FrameChain known = chains.get(thread.state());
        if (known == null) {
            known = readChain(thread);
            chains.put(thread.state(), known);
        }
        return known;
    }

    private FrameChain readChain(PyThread thread) {
        FrameChain chain = FrameChain.read(frames, thread.state());
        try {
            for (long top : greenlets.readTopsBelow(thread)) {
                chain = chain.within(suspended(top));
            }
        } catch (MemoryFault e) {
            return chain.with(new Problem(
                    Problem.Kind.UNREADABLE,
                    "the frames of its greenlet's parents could not be read: " + e.getMessage(),
                    e.address()));
        }
        return chain;
    }

    /** The frames of a suspended greenlet; read once. None of one that is not suspended. */
    FrameChain chain(Greenlet greenlet) {
        return greenletChains.computeIfAbsent(greenlet.address(), address -> suspended(greenlet.top()));
    }

    private FrameChain suspended(long top) {
        FrameChain chain = FrameChain.ofGreenlet(frames, top);
        String missing = greenlets.outerFramesMissing();
        return missing == null || chain.frames().isEmpty()
                ? chain
                : chain.with(new Problem(Problem.Kind.UNREADABLE, missing, top));
    }

    Greenlets greenlets() {
        return greenlets;
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

    /** A frozen description of an object; it never fails. What a stack is of is asked for again with its first frame. */
    ObjectInfo describe(long address) {
        if (described == null || described.address() != address) {
            described = readInfo(address);
        }
        return described;
    }

    private ObjectInfo readInfo(long address) {
        String type = "unreadable";
        try {
            type = heap.readTypeOf(address).name();
            String start = Repr.readStart(heap, address);
            if (start != null) {
                return ObjectInfo.endingWithAddress(type, address, start);
            }
        } catch (MemoryFault e) {
            // The text says where it could not be read.
        }
        return new ObjectInfo(type, address, Repr.of(heap, address));
    }

    /** The name of the module whose names these are; null if it has none. */
    @Nullable
    String moduleName(PyFrame frame) {
        if (frame.globals() == 0) {
            return null;
        }
        String name = moduleNames.get(frame.globals());
        if (name == null) {
            name = readModuleName(frame.globals());
            moduleNames.put(frame.globals(), name);
        }
        return name.isEmpty() ? null : name;
    }

    private String readModuleName(long globals) {
        try {
            if (heap.readObject(globals) instanceof PyDict names) {
                OptionalLong name = names.readValue("__name__");
                PyObject text = name.isPresent() ? heap.readObject(name.getAsLong()) : null;
                return text instanceof PyStr str ? str.readText() : "";
            }
        } catch (MemoryFault e) {
            // No name is no harm.
        }
        return "";
    }
}
