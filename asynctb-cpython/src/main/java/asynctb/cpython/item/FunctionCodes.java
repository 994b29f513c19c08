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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
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
    private final Map<String, Set<Long>> known = new HashMap<>();

    FunctionCodes(CPythonPicture picture) {
        this.picture = picture;
    }

    /** The addresses of the codes of that name, of which one function may define several; none if there are none. */
    Set<Long> find(String module, String qualname) {
        return known.computeIfAbsent(module + ":" + qualname, key -> {
            try {
                return search(module, qualname);
            } catch (MemoryFault e) {
                return Set.of();
            }
        });
    }

    private Set<Long> search(String module, String qualname) {
        Value start = picture.scene().module(module);
        String[] names = qualname.split("\\.", -1);
        long at = start.address();
        List<PyCode> codes = List.of();
        for (String name : names) {
            if (name.equals(LOCALS)) {
                continue;
            }
            if (!codes.isEmpty()) {
                codes = codes.stream()
                        .flatMap(code -> nested(code, name).stream())
                        .toList();
                if (codes.isEmpty()) {
                    return Set.of();
                }
            } else if (at != 0) {
                OptionalLong found = Attributes.readPlain(heap().readObject(at), name);
                at = found.orElse(0);
                PyCode code = at == 0 ? null : codeOf(at);
                codes = code == null ? List.of() : List.of(code);
            }
        }
        return codes.stream().map(PyCode::address).collect(Collectors.toSet());
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

    private List<PyCode> nested(PyCode code, String name) {
        var found = new ArrayList<PyCode>();
        for (int i = 0; i < MAX_CONSTANTS; i++) {
            long constant;
            try {
                constant = code.readConstant(i);
            } catch (MemoryFault e) {
                break;
            }
            if (heap().readObject(constant) instanceof PyCode inner
                    && inner.name().equals(name)) {
                found.add(inner);
            }
        }
        return found;
    }
}
