package asynctb.cpython.source;

import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyDict;
import asynctb.cpython.object.PyList;
import asynctb.cpython.object.PyStr;
import asynctb.cpython.object.PyTuple;
import asynctb.cpython.thread.Interpreter;
import asynctb.cpython.thread.Modules;
import asynctb.memory.MemoryFault;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The target's own {@code linecache}: the only place where the text of code without a file may stand (notebooks, IPython,
 * doctest, attrs). {@code linecache.cache} holds a tuple of size, time, lines and name for each file.
 */
public final class LineCache {
    private static final int LINES = 2;

    private final Heap heap;
    private final Modules modules;

    public LineCache(Heap heap) {
        this.heap = heap;
        this.modules = new Modules(heap);
    }

    /** The text of a line without its margins; null if the target does not hold it. */
    public @Nullable String readLine(Interpreter interpreter, String file, int line) {
        try {
            PyDict cache = modules.readDict(interpreter, "linecache", "cache");
            OptionalLong entry = cache == null ? OptionalLong.empty() : cache.readValue(file);
            if (entry.isPresent()
                    && heap.readObject(entry.getAsLong()) instanceof PyTuple tuple
                    && tuple.readSize() > LINES
                    && heap.readObject(tuple.readItem(LINES)) instanceof PyList lines
                    && line >= 1
                    && line <= lines.readSize()
                    && heap.readObject(lines.readItem(line - 1)) instanceof PyStr text) {
                return text.readText().strip();
            }
        } catch (MemoryFault e) {
            // No text is no harm.
        }
        return null;
    }
}
