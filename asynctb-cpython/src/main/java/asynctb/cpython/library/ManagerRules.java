package asynctb.cpython.library;

import asynctb.cpython.object.PyObject;
import asynctb.cpython.object.PyType;
import java.util.HashMap;
import java.util.Map;

/** The rules of all libraries. A class without a rule goes by that of the next one that it inherits from. */
public final class ManagerRules {
    private final Map<String, ManagerRule> byClass = new HashMap<>();
    private final Map<Long, ManagerRule> byType = new HashMap<>();

    public ManagerRules() {
        ContextlibRules.addTo(byClass);
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
