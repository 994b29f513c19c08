package asynctb.cpython.library;

import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyObject;
import asynctb.cpython.object.PyType;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The rules of all libraries. A class without a rule goes by that of the next one that it inherits from. */
public final class ManagerRules {
    private final Map<String, ManagerRule> byClass = new HashMap<>();
    private final Map<Long, ManagerRule> byType = new HashMap<>();

    /**
     * The rules for a picture.
     *
     * @param threadName the name of the thread of a {@code threading.get_ident()}; null if it has none
     */
    public ManagerRules(Heap heap, LongFunction<@Nullable String> threadName) {
        ContextlibRules.addTo(byClass);
        LockRules.addTo(byClass, heap, threadName);
        ResourceRules.addTo(byClass);
    }

    /**
     * What is known of a manager.
     *
     * @throws asynctb.memory.MemoryFault if it cannot be read
     */
    public ManagerDetails read(PyObject manager) {
        return byType.computeIfAbsent(manager.type().address(), address -> ruleOf(manager.type()))
                .read(manager);
    }

    private ManagerRule ruleOf(PyType type) {
        for (PyType base : type.readMro()) {
            ManagerRule rule = byClass.get(base.name());
            if (rule != null) {
                return rule;
            }
        }
        return manager -> ManagerDetails.NONE;
    }
}
