package asynctb.cpython.item;

import asynctb.cpython.object.PyGenerator;
import asynctb.cpython.object.PyType;
import asynctb.cpython.thread.CollectedObjects;
import asynctb.memory.MemoryFault;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.runtime.ObjectVisitor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shows the objects that the garbage collector knows. */
final class ObjectSearch {
    private static final int BETWEEN_REPORTS = 1 << 16;
    /** Objects that are not wanted are of a class with this one's names. */
    private static final List<String> UNWANTED = List.of();

    private final CPythonPicture picture;
    private final CollectedObjects objects;
    private final ObjectVisitor visitor;
    /** The names of the classes by their addresses. */
    private final Map<Long, List<String>> wanted = new HashMap<>();

    private long passed;
    private long lastType;
    private List<String> lastNames = UNWANTED;

    ObjectSearch(CPythonPicture picture, CollectedObjects objects, ObjectVisitor visitor) {
        this.picture = picture;
        this.objects = objects;
        this.visitor = visitor;
    }

    /** Returns why some may be missing. */
    List<Problem> run() {
        try {
            objects.visit(picture.threads().interpreters(), this::visit);
            return List.of();
        } catch (MemoryFault e) {
            return List.of(new Problem(
                    Problem.Kind.UNREADABLE, "not all objects could be found: " + e.getMessage(), e.address()));
        }
    }

    private void visit(long address) {
        if (++passed % BETWEEN_REPORTS == 0) {
            visitor.passed(passed);
        }
        try {
            PyType type = picture.heap().readTypeOf(address);
            if (type.address() != lastType) {
                lastType = type.address();
                lastNames = wanted.computeIfAbsent(type.address(), key -> namesIfWanted(type, address));
            }
            if (!lastNames.isEmpty()) {
                visitor.visit(lastNames, picture.item(address));
            }
        } catch (MemoryFault e) {
            // One that is just being made or freed.
        }
    }

    private List<String> namesIfWanted(PyType type, long address) {
        List<String> names = picture.names().types(address);
        return !names.isEmpty() && visitor.wants(names, kindOf(type, address)) ? names : UNWANTED;
    }

    private Stack.Kind kindOf(PyType type, long address) {
        PyGenerator.Sort sort = type.generatorSort();
        if (sort != null) {
            return ObjectItem.kindOf(sort);
        }
        return picture.greenlets().isGreenlet(address) ? Stack.Kind.GREENLET : Stack.Kind.OTHER;
    }
}
