package asynctb.cpython.library;

import asynctb.cpython.object.Attributes;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyDict;
import asynctb.cpython.object.PyInt;
import asynctb.cpython.object.PyObject;
import asynctb.cpython.object.PySet;
import asynctb.cpython.object.Repr;
import asynctb.memory.MemoryFault;
import asynctb.rules.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Files, sockets, pools of workers and other resources of the standard library. */
final class ResourceRules {
    // fileio in _io/fileio.c and PySocketSockObject in socketmodule.h begin with the descriptor, an int.
    private static final int DESCRIPTOR = 16;
    // PyDecContextManagerObject in _decimal.c begins with the context, and that with the precision (mpd_context_t).
    private static final int FIRST_MEMBER = 16;
    // A text file holds a buffer, a buffer a raw file, among their first members.
    private static final int MAX_FILE_DEPTH = 3;
    private static final int MAX_FILE_MEMBERS = 16;
    private static final int MAX_WORKERS = 100_000;

    private ResourceRules() {}

    static void addTo(Map<String, ManagerRule> rules) {
        for (String name : List.of(
                "FileIO", "BufferedReader", "BufferedWriter", "BufferedRandom", "TextIOWrapper", "BufferedRWPair")) {
            rules.put("_io." + name, (file, scene) -> ManagerDetails.described(file(file, MAX_FILE_DEPTH)));
        }
        rules.put("_socket.socket", (socket, scene) -> ManagerDetails.described(socket(socket)));
        rules.put("concurrent.futures.thread.ThreadPoolExecutor", (manager, scene) -> executor(manager));
        rules.put("concurrent.futures.process.ProcessPoolExecutor", (manager, scene) -> executor(manager));
        rules.put("multiprocessing.pool.Pool", (pool, scene) -> number(pool, "_processes", " workers"));
        for (String name : List.of("TemporaryDirectory", "_TemporaryFileWrapper")) {
            rules.put("tempfile." + name, (manager, scene) -> text(manager, "name"));
        }
        rules.put("subprocess.Popen", (process, scene) -> number(process, "pid", null));
        rules.put("zipfile.ZipFile", (file, scene) -> text(file, "filename"));
        rules.put("tarfile.TarFile", (file, scene) -> text(file, "name"));
        rules.put("decimal.ContextManager", (manager, scene) -> decimal(manager));
        rules.put("asyncio.timeouts.Timeout", ResourceRules::deadline);
    }

    /** The name and descriptor of the raw file that a file writes to or reads from. */
    private static @Nullable String file(PyObject file, int depth) {
        Heap heap = file.heap();
        if (file.type().name().equals("_io.FileIO")) {
            OptionalLong name = Attributes.readPlain(file, "name");
            int descriptor = heap.memory().readInt(file.address() + DESCRIPTOR);
            String state = descriptor < 0 ? "closed" : "descriptor " + descriptor;
            return name.isEmpty() ? state : Repr.of(heap, name.getAsLong()) + ", " + state;
        }
        for (int member = 0; depth > 0 && member < MAX_FILE_MEMBERS; member++) {
            PyObject inner = memberFile(file, DESCRIPTOR + (long) member * Long.BYTES);
            if (inner != null) {
                return file(inner, depth - 1);
            }
        }
        return null;
    }

    private static @Nullable PyObject memberFile(PyObject file, long offset) {
        try {
            Heap heap = file.heap();
            PyObject member = heap.readObject(heap.memory().readLong(file.address() + offset));
            String type = member.type().name();
            return type.equals("_io.FileIO") || type.startsWith("_io.Buffered") ? member : null;
        } catch (MemoryFault e) {
            // The members that are no objects.
            return null;
        }
    }

    private static String socket(PyObject socket) {
        int descriptor = socket.heap().memory().readInt(socket.address() + DESCRIPTOR);
        return descriptor < 0 ? "closed" : "descriptor " + descriptor;
    }

    private static ManagerDetails executor(PyObject executor) {
        Heap heap = executor.heap();
        var parts = new ArrayList<String>();
        OptionalLong most = Attributes.readPlain(executor, "_max_workers");
        if (most.isPresent() && heap.readObject(most.getAsLong()) instanceof PyInt number) {
            parts.add("at most " + number.readLong() + " workers");
        }
        OptionalLong threads = Attributes.readPlain(executor, "_threads");
        if (threads.isPresent() && heap.readObject(threads.getAsLong()) instanceof PySet set) {
            var started = new AtomicInteger();
            set.readItems(thread -> started.incrementAndGet() < MAX_WORKERS);
            parts.add(started + " started");
        }
        OptionalLong processes = Attributes.readPlain(executor, "_processes");
        if (processes.isPresent() && heap.readObject(processes.getAsLong()) instanceof PyDict dict) {
            parts.add(dict.readSize() + " started");
        }
        return ManagerDetails.described(parts.isEmpty() ? null : String.join(", ", parts));
    }

    private static ManagerDetails deadline(PyObject timeout, Scene scene) {
        return scene.now().isPresent()
                ? ManagerDetails.described(
                        Deadline.readLeft(timeout, scene.now().getAsDouble()))
                : ManagerDetails.NONE;
    }

    private static ManagerDetails text(PyObject manager, String attribute) {
        OptionalLong value = Attributes.readPlain(manager, attribute);
        return ManagerDetails.described(
                value.isEmpty() ? null : attribute.replace("_", "") + " " + Repr.of(manager.heap(), value.getAsLong()));
    }

    private static ManagerDetails number(PyObject manager, String attribute, @Nullable String unit) {
        OptionalLong value = Attributes.readPlain(manager, attribute);
        if (value.isEmpty() || !(manager.heap().readObject(value.getAsLong()) instanceof PyInt number)) {
            return ManagerDetails.NONE;
        }
        return ManagerDetails.described(unit == null ? attribute + " " + number.readLong() : number.readLong() + unit);
    }

    private static ManagerDetails decimal(PyObject manager) {
        Heap heap = manager.heap();
        PyObject context = heap.readObject(heap.memory().readLong(manager.address() + FIRST_MEMBER));
        return context.type().name().equals("decimal.Context")
                ? ManagerDetails.described("precision " + heap.memory().readLong(context.address() + FIRST_MEMBER))
                : ManagerDetails.NONE;
    }
}
