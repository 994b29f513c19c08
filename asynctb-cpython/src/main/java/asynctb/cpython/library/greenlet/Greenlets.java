package asynctb.cpython.library.greenlet;

import asynctb.cpython.library.CVariables;
import asynctb.cpython.object.Attributes;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyStr;
import asynctb.cpython.object.PyType;
import asynctb.cpython.thread.CollectedObjects;
import asynctb.cpython.thread.Interpreter;
import asynctb.cpython.thread.Modules;
import asynctb.cpython.thread.PyThread;
import asynctb.memory.Mapping;
import asynctb.memory.MemoryFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The greenlets of one picture. */
public final class Greenlets {
    /** The name of the library in results. */
    public static final String LIBRARY = "greenlet";

    // What the name of its file of C begins with, since 1.0 and before.
    private static final String FILE = "_greenlet.";
    private static final String OLD_FILE = "greenlet.";
    // Where C code has frames, these unlink the innermost frame of what they suspend from its callers.
    private static final Set<String> UNLINKING = Set.of("3.0.0", "3.0.1", "3.0.2");
    private static final int MAX_PARENTS = 100_000;

    private final Heap heap;
    private final CollectedObjects objects;
    private final Supplier<List<Interpreter>> interpreters;
    private final Supplier<List<PyThread>> threads;
    private final CVariables variables;
    private final Map<Long, Boolean> types = new HashMap<>();
    private final Map<Long, Greenlet> known = new HashMap<>();
    private final Map<Long, Boolean> geventTypes = new HashMap<>();
    private boolean isFormKnown;
    private long type;
    private @Nullable String version;
    private @Nullable Form form;
    private @Nullable Map<Long, PyThread> threadByMain;
    private @Nullable Survey survey;

    /**
     * Begins to read.
     *
     * @param threads all of the target; not asked for by {@link #readCurrent}
     * @param mappings gives the target's, by their addresses
     */
    public Greenlets(
            Heap heap,
            CollectedObjects objects,
            Supplier<List<Interpreter>> interpreters,
            Supplier<List<PyThread>> threads,
            Supplier<List<Mapping>> mappings) {
        this.heap = heap;
        this.objects = objects;
        this.interpreters = interpreters;
        this.threads = threads;
        this.variables = new CVariables(heap.memory(), mappings, FILE, OLD_FILE);
    }

    /** Whether the library is loaded; if not there are none. */
    public boolean areUsed() {
        return form() != null;
    }

    private @Nullable Form form() {
        if (!isFormKnown) {
            isFormKnown = true;
            type = readType();
            form = type == 0 ? null : chooseForm();
        }
        return form;
    }

    private Form chooseForm() {
        long size = heap.memory().readLong(type + heap.layout().offset("PyTypeObject.tp_basicsize"));
        return size > ThreadStates.IMPLEMENTATION + Long.BYTES
                ? new ObjectForm(heap, this::isGreenlet, variables)
                : new ImplementationForm(
                        heap, new ThreadStates(heap.memory(), variables::isMapped, this::isGreenlet), this::readAll);
    }

    /** The address of the class of all greenlets; 0 if there is none. */
    private long readType() {
        var modules = new Modules(heap);
        for (Interpreter interpreter : interpreters.get()) {
            try {
                OptionalLong module = modules.readModule(interpreter, LIBRARY);
                OptionalLong found = module.isEmpty()
                        ? OptionalLong.empty()
                        : Attributes.readPlain(heap.readObject(module.getAsLong()), LIBRARY);
                if (found.isPresent() && heap.readObject(found.getAsLong()) instanceof PyType) {
                    version = readVersion(module.getAsLong());
                    return found.getAsLong();
                }
            } catch (MemoryFault e) {
                // Another interpreter may have it.
            }
        }
        return 0;
    }

    private @Nullable String readVersion(long module) {
        OptionalLong text = Attributes.readPlain(heap.readObject(module), "__version__");
        return text.isPresent() && heap.readObject(text.getAsLong()) instanceof PyStr known ? known.readText() : null;
    }

    /** Why no more than the innermost frame of a suspended greenlet can be read; null if all can. */
    public @Nullable String outerFramesMissing() {
        return areUsed()
                        && version != null
                        && UNLINKING.contains(version)
                        && heap.behavior().hasEntryFrames()
                ? "outer frames are missing: greenlet " + version + " unlinks them, newer versions do not"
                : null;
    }

    /** Whether an object is a greenlet; false if it cannot be read. */
    public boolean isGreenlet(long address) {
        if (form() == null) {
            return false;
        }
        try {
            return isOfGreenlets(heap.readTypeOf(address));
        } catch (MemoryFault e) {
            return false;
        }
    }

    private boolean isOfGreenlets(PyType own) {
        return types.computeIfAbsent(
                own.address(), key -> own.readMro().stream().anyMatch(base -> base.address() == type));
    }

    /**
     * All greenlets there are, dead ones too, and what belongs to a library that waits by means of them.
     *
     * @param greenlets their addresses, about in the order of their creation
     * @param ofGevent the addresses of objects whose class is gevent's or inherits from one that is, greenlets too
     * @param fault why some may be missing; null if none are
     */
    record Survey(
            Set<Long> greenlets,
            Set<Long> ofGevent,
            @Nullable MemoryFault fault) {}

    /** Searches once, which takes a walk over the whole heap. */
    Survey survey() {
        if (survey == null) {
            var found = new LinkedHashSet<Long>();
            var ofGevent = new LinkedHashSet<Long>();
            MemoryFault fault = null;
            try {
                if (form() != null) {
                    objects.visit(interpreters.get(), address -> sort(address, found, ofGevent));
                }
            } catch (MemoryFault e) {
                fault = e;
            }
            survey = new Survey(found, ofGevent, fault);
        }
        return survey;
    }

    private void sort(long address, Set<Long> found, Set<Long> ofGevent) {
        try {
            PyType own = heap.readTypeOf(address);
            if (isOfGreenlets(own)) {
                found.add(address);
            }
            if (geventTypes.computeIfAbsent(own.address(), key -> isOfGevent(own))) {
                ofGevent.add(address);
            }
        } catch (MemoryFault e) {
            // One that is just being made or freed.
        }
    }

    private static boolean isOfGevent(PyType own) {
        try {
            return own.readMro().stream().anyMatch(base -> base.name().startsWith("gevent."));
        } catch (MemoryFault e) {
            return false;
        }
    }

    /** The addresses of all greenlets that could be found, dead ones too, about in the order of their creation. */
    public Set<Long> found() {
        return survey().greenlets();
    }

    /** Why there may be more than were found; null if there are not. */
    public @Nullable MemoryFault searchFault() {
        return survey().fault();
    }

    /**
     * The addresses of all greenlets, dead ones too, about in the order of their creation.
     *
     * @throws MemoryFault if not all could be found
     */
    public Set<Long> readAll() {
        Survey found = survey();
        if (found.fault() != null) {
            throw found.fault();
        }
        return found.greenlets();
    }

    /**
     * A greenlet.
     *
     * @throws MemoryFault if it is none or cannot be read
     */
    public Greenlet read(long address) {
        Greenlet greenlet = known.get(address);
        if (greenlet == null) {
            greenlet = readNew(address);
            known.put(address, greenlet);
        }
        return greenlet;
    }

    private Greenlet readNew(long address) {
        Form own = form();
        if (own == null || !isGreenlet(address)) {
            throw new MemoryFault(address, "holds no greenlet");
        }
        // Asked first: the threads tell how greenlets are to be read.
        Map<Long, PyThread> owners = threadByMain(own);
        long stop = own.readStackStop(address);
        List<Long> ancestors = readAncestors(own, address);
        long main = ancestors.getLast();
        PyThread thread = owners.get(main);
        Greenlet.State state;
        if (stop == 0) {
            state = Greenlet.State.PENDING;
        } else if (own.readStackStart(address) == 0) {
            state = Greenlet.State.DEAD;
        } else if (own.isCurrent(address, main, thread)) {
            state = Greenlet.State.CURRENT;
        } else {
            state = Greenlet.State.SUSPENDED;
        }
        return new Greenlet(
                address,
                state,
                state == Greenlet.State.SUSPENDED ? own.readTop(address) : 0,
                ancestors.size() > 1 ? ancestors.get(1) : 0,
                stop == Form.WHOLE_STACK,
                thread);
    }

    /** A greenlet, its parent and so on. */
    private List<Long> readAncestors(Form known, long greenlet) {
        var ancestors = new LinkedHashSet<Long>();
        long at = greenlet;
        while (at != 0 && ancestors.add(at)) {
            if (ancestors.size() > MAX_PARENTS || !isGreenlet(at)) {
                throw new MemoryFault(at, "holds no greenlet, but is the parent of one");
            }
            at = known.readParent(at);
        }
        if (at != 0) {
            throw new MemoryFault(at, "holds a greenlet that descends from itself");
        }
        return List.copyOf(ancestors);
    }

    /**
     * The greenlet that a thread runs.
     *
     * @return its address; 0 if the thread has never had to do with greenlets
     * @throws MemoryFault if that cannot be read
     */
    public long readCurrent(PyThread thread) {
        Form known = form();
        return known == null ? 0 : known.readCurrent(thread);
    }

    /**
     * The suspended greenlets that go on, one after the other, when the one that a thread runs ends: nearest first.
     *
     * @throws MemoryFault if they cannot be read
     */
    public List<Long> readTopsBelow(PyThread thread) {
        Form known = form();
        long current = known == null ? 0 : known.readCurrent(thread);
        if (known == null || current == 0) {
            return List.of();
        }
        var tops = new ArrayList<Long>();
        List<Long> ancestors = readAncestors(known, current);
        for (long ancestor : ancestors.subList(1, ancestors.size())) {
            long top = known.readStackStart(ancestor) == 0 ? 0 : known.readTop(ancestor);
            if (top != 0) {
                tops.add(top);
            }
        }
        return tops;
    }

    private Map<Long, PyThread> threadByMain(Form known) {
        if (threadByMain == null) {
            var found = new HashMap<Long, PyThread>();
            for (PyThread thread : threads.get()) {
                try {
                    long current = known.readCurrent(thread);
                    if (current != 0) {
                        found.put(readAncestors(known, current).getLast(), thread);
                    }
                } catch (MemoryFault e) {
                    // Then it is not known whose they are.
                }
            }
            threadByMain = found;
        }
        return threadByMain;
    }
}
