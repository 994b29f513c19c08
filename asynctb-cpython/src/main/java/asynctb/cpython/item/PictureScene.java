package asynctb.cpython.item;

import asynctb.cpython.source.SuppliedFiles;
import asynctb.cpython.thread.Interpreter;
import asynctb.cpython.thread.Modules;
import asynctb.memory.MemoryFault;
import asynctb.model.Stack;
import asynctb.rules.Scene;
import asynctb.rules.ThreadView;
import asynctb.rules.Value;
import asynctb.runtime.Item;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A picture as rules see it. */
final class PictureScene implements Scene {
    private static final int MAX_FRAMES = 10_000;
    private static final int MAX_PACKAGES = 1_000;

    private final CPythonPicture picture;
    private final Map<Object, Object> kept = new HashMap<>();

    PictureScene(CPythonPicture picture) {
        this.picture = picture;
    }

    /** What the rules for the interpreter's own library know beyond what others may. */
    static CPythonPicture pictureOf(Scene scene) {
        return ((PictureScene) scene).picture;
    }

    @Override
    public List<? extends ThreadView> threads() {
        return picture.threads().all().stream().map(picture::item).toList();
    }

    @Override
    public Value module(String name) {
        return at(modules().getOrDefault(name, 0L));
    }

    private Map<String, Long> modules() {
        return once(Modules.class, this::readModules);
    }

    /** The files of packages that are not the standard library's, by the packages' names, in their order. */
    Map<String, String> packageFiles() {
        var files = new TreeMap<String, String>();
        for (String name : modules().keySet()) {
            if (SuppliedFiles.mayBePackage(name)) {
                String file = module(name).attribute("__file__").text();
                if (file != null && files.size() < MAX_PACKAGES) {
                    files.put(name, file);
                }
            }
        }
        return files;
    }

    private Map<String, Long> readModules() {
        var all = new HashMap<String, Long>();
        for (Interpreter interpreter : picture.threads().interpreters()) {
            try {
                picture.modules().readAll(interpreter).forEach(all::putIfAbsent);
            } catch (MemoryFault e) {
                // Those of another interpreter may be readable.
            }
        }
        return all;
    }

    @Override
    public Value at(long address) {
        return ObjectValue.at(picture, address);
    }

    /** As a traceback goes: what was reached once is not gone into again, and problems are said where the traceback is shown. */
    @Override
    public List<CodeFrameItem> frames(Value object) {
        var frames = new ArrayList<CodeFrameItem>();
        var seen = new HashSet<Long>();
        Deque<Item> work = new ArrayDeque<>();
        if (object.exists()) {
            work.push(picture.item(object.address()));
        }
        while (!work.isEmpty() && frames.size() < MAX_FRAMES) {
            Item item = work.pop();
            if (item instanceof CodeFrameItem frame) {
                frames.add(frame);
            } else if (item.address() == 0 || seen.add(item.address())) {
                List<? extends Item> parts =
                        Objects.requireNonNullElse(item.unwrap().items(), List.of());
                parts.reversed().forEach(work::push);
            }
        }
        return frames;
    }

    @Override
    public Stack.State state(Value generator) {
        return generator.exists() ? picture.item(generator.address()).head().state() : Stack.State.UNKNOWN;
    }

    @Override
    public OptionalDouble now() {
        return OptionalDouble.of(picture.now());
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T once(Object key, Supplier<T> compute) {
        Object known = kept.get(key);
        if (known == null) {
            known = compute.get();
            kept.put(key, known);
        }
        return (T) known;
    }
}
