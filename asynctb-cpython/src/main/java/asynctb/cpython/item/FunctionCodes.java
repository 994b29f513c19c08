package asynctb.cpython.item;

import asynctb.cpython.object.Attributes;
import asynctb.cpython.object.Descriptors;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyCode;
import asynctb.cpython.object.PyFunction;
import asynctb.cpython.object.PyMethod;
import asynctb.cpython.object.PyObject;
import asynctb.memory.MemoryFault;
import asynctb.rules.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The code that is found in a module under a function's qualified name, as decorators, class methods and bound methods
 * wrap it. Needed where code objects do not hold their qualified name, before 3.11.
 */
final class FunctionCodes {
    private static final int MAX_WRAPPERS = 20;
    private static final int MAX_CONSTANTS = 100_000;
    private static final String LOCALS = "<locals>";

    private final CPythonPicture picture;
    private final Map<String, Long> known = new HashMap<>();

    FunctionCodes(CPythonPicture picture) {
        this.picture = picture;
    }

    /** The address of the code; 0 if there is none of that name. */
    long find(String module, String qualname) {
        return known.computeIfAbsent(module + ":" + qualname, key -> {
            try {
                return search(module, qualname);
            } catch (MemoryFault e) {
                return 0L;
            }
        });
    }

    private long search(String module, String qualname) {
        Value start = picture.scene().module(module);
        String[] names = qualname.split("\\.", -1);
        long at = start.address();
        PyCode code = null;
        for (String name : names) {
            if (name.equals(LOCALS)) {
                continue;
            }
            if (code != null) {
                code = nested(code, name);
            } else if (at != 0) {
                OptionalLong found = Attributes.readPlain(heap().readObject(at), name);
                at = found.orElse(0);
            }
            if (code == null) {
                code = at == 0 ? null : codeOf(at);
            }
        }
        return code == null ? 0 : code.address();
    }

    private Heap heap() {
        return picture.heap();
    }

    /** The code of a function, through what it is wrapped in. */
    private @Nullable PyCode codeOf(long address) {
        long at = address;
        for (int i = 0; i < MAX_WRAPPERS; i++) {
            PyObject object = heap().readObject(at);
            OptionalLong inner = switch (object) {
                case PyFunction function -> function.readAttribute("__wrapped__");
                case PyMethod method -> OptionalLong.of(method.readFunction());
                default -> Descriptors.readCallable(object);
            };
            if (inner.isEmpty()) {
                return object instanceof PyFunction function ? function.readCode() : null;
            }
            at = inner.getAsLong();
        }
        return null;
    }

    private @Nullable PyCode nested(PyCode code, String name) {
        for (int i = 0; i < MAX_CONSTANTS; i++) {
            long constant;
            try {
                constant = code.readConstant(i);
            } catch (MemoryFault e) {
                return null;
            }
            if (heap().readObject(constant) instanceof PyCode inner
                    && inner.name().equals(name)) {
                return inner;
            }
        }
        return null;
    }
}
