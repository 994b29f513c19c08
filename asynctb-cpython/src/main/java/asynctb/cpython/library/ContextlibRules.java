package asynctb.cpython.library;

import asynctb.cpython.object.Attributes;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyFunction;
import asynctb.cpython.object.PyGenerator;
import asynctb.cpython.object.PyObject;
import asynctb.cpython.object.PyStr;
import asynctb.cpython.object.PyTuple;
import asynctb.cpython.object.PyType;
import asynctb.cpython.object.Repr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@code contextlib}, and the packages that brought parts of it to older versions. See Lib/contextlib.py. */
final class ContextlibRules {
    private static final int MAX_ARGUMENTS = 20;

    private ContextlibRules() {}

    static void addTo(Map<String, ManagerRule> rules) {
        for (String name : List.of("_GeneratorContextManager", "_AsyncGeneratorContextManager")) {
            rules.put("contextlib." + name, (manager, scene) -> generator(manager, "gen", "func"));
        }
        // The package async_generator, for 3.5 and 3.6.
        rules.put(
                "async_generator._util._AsyncGeneratorContextManager",
                (manager, scene) -> generator(manager, "_agen", "_func_name"));
        for (String name : List.of("ExitStack", "AsyncExitStack", "_BaseExitStack")) {
            rules.put("contextlib." + name, (manager, scene) -> ExitStackRule.read(manager));
        }
        // The package async_exit_stack, for 3.5 and 3.6.
        for (String name : List.of("ExitStack", "AsyncExitStack", "_BaseExitStack")) {
            rules.put("async_exit_stack." + name, (manager, scene) -> ExitStackRule.read(manager));
            rules.put("async_exit_stack._async_exit_stack." + name, (manager, scene) -> ExitStackRule.read(manager));
        }
        for (String name : List.of("closing", "aclosing")) {
            rules.put("contextlib." + name, (manager, scene) -> with(manager, name, "thing"));
        }
        rules.put("contextlib.nullcontext", (manager, scene) -> with(manager, "nullcontext", "enter_result"));
        rules.put("contextlib.chdir", (manager, scene) -> with(manager, "chdir", "path"));
        rules.put("contextlib.redirect_stdout", (manager, scene) -> with(manager, "redirect_stdout", "_new_target"));
        rules.put("contextlib.redirect_stderr", (manager, scene) -> with(manager, "redirect_stderr", "_new_target"));
        rules.put("contextlib.suppress", (manager, scene) -> suppress(manager));
    }

    /** A generator function that is a manager: {@code func}, {@code args} and {@code kwds} go when it is entered. */
    private static ManagerDetails generator(PyObject manager, String generatorName, String functionName) {
        Heap heap = manager.heap();
        OptionalLong inner = Attributes.readPlain(manager, generatorName);
        String called = null;
        OptionalLong function = Attributes.readPlain(manager, functionName);
        if (function.isPresent()) {
            called = nameOf(heap, function.getAsLong());
        }
        if (called != null && Attributes.readPlain(manager, "args").isPresent()) {
            return new ManagerDetails(called + "(" + arguments(manager) + ")", null, inner.orElse(0), List.of());
        }
        if (called == null
                && inner.isPresent()
                && heap.readObject(inner.getAsLong()) instanceof PyGenerator generator) {
            called = generator.readQualname();
        }
        return new ManagerDetails(called == null ? null : called + "(...)", null, inner.orElse(0), List.of());
    }

    /** A function's full name, or the text that stands in place of a function. */
    private static @Nullable String nameOf(Heap heap, long address) {
        return switch (heap.readObject(address)) {
            case PyFunction function -> Callables.name(function);
            case PyStr name -> name.readText();
            default -> null;
        };
    }

    private static String arguments(PyObject manager) {
        long args = Attributes.readPlain(manager, "args").orElse(0);
        long kwds = Attributes.readPlain(manager, "kwds").orElse(0);
        return Callables.arguments(manager.heap(), args, kwds);
    }

    private static ManagerDetails with(PyObject manager, String called, String attribute) {
        OptionalLong value = Attributes.readPlain(manager, attribute);
        return value.isEmpty()
                ? ManagerDetails.NONE
                : ManagerDetails.described(called + "(" + Repr.of(manager.heap(), value.getAsLong()) + ")");
    }

    private static ManagerDetails suppress(PyObject manager) {
        long exceptions = Attributes.readPlain(manager, "_exceptions").orElse(0);
        if (exceptions == 0 || !(manager.heap().readObject(exceptions) instanceof PyTuple types)) {
            return ManagerDetails.NONE;
        }
        var names = new ArrayList<String>();
        for (int i = 0; i < Math.min(types.readSize(), MAX_ARGUMENTS); i++) {
            PyObject type = manager.heap().readObject(types.readItem(i));
            names.add(type instanceof PyType t ? t.name() : Repr.of(manager.heap(), type.address()));
        }
        return ManagerDetails.described("suppress(" + String.join(", ", names) + ")");
    }
}
