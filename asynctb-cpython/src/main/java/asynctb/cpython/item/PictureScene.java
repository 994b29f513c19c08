package asynctb.cpython.item;

import asynctb.cpython.thread.Interpreter;
import asynctb.memory.MemoryFault;
import asynctb.rules.Scene;
import asynctb.rules.ThreadView;
import asynctb.rules.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** A picture as rules see it. */
final class PictureScene implements Scene {
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
        return picture.threadItems();
    }

    @Override
    public Value module(String name) {
        for (Interpreter interpreter : picture.interpreters()) {
            try {
                OptionalLong module = picture.modules().readModule(interpreter, name);
                if (module.isPresent()) {
                    return at(module.getAsLong());
                }
            } catch (MemoryFault e) {
                // Another interpreter may have it.
            }
        }
        return at(0);
    }

    @Override
    public Value at(long address) {
        return ObjectValue.at(picture, address);
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
