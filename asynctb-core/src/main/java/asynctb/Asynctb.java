package asynctb;

import asynctb.rules.Library;
import asynctb.rules.RuleProvider;
import asynctb.rules.Rules;
import asynctb.runtime.RuntimeProvider;
import asynctb.runtime.TargetRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where one begins: targets to look at. */
public final class Asynctb {
    private Asynctb() {}

    /**
     * Begins to look at a live process. The target goes on running; nothing in it is changed.
     *
     * @param pid its number, as seen from here
     * @throws AsynctbException if there is no such process, it may not be read, or it runs nothing that is known
     */
    public static Target attach(long pid) {
        List<RuntimeProvider> providers = providers();
        for (RuntimeProvider provider : providers) {
            Optional<TargetRuntime> runtime = provider.attach(pid);
            if (runtime.isPresent()) {
                return withFurtherRules(Target.of(runtime.get()));
            }
        }
        throw new AsynctbException(
                providers.isEmpty()
                        ? "No runtime is known: a module such as asynctb.cpython is missing on the module or class path."
                        : "Process " + pid
                                + " runs nothing that can be looked into: no Python interpreter is loaded in it.");
    }

    /** The processes of this machine that can be looked at, and those that could with other rights. */
    public static List<ProcessSummary> processes() {
        var all = new ArrayList<ProcessSummary>();
        for (RuntimeProvider provider : providers()) {
            all.addAll(provider.processes());
        }
        return List.copyOf(all);
    }

    /** What would stop a traceback of the process, in sentences with their cure; empty if nothing would. */
    public static List<String> obstacles(long pid) {
        var all = new ArrayList<String>();
        for (RuntimeProvider provider : providers()) {
            all.addAll(provider.obstacles(pid));
        }
        return List.copyOf(all);
    }

    private static Target withFurtherRules(Target target) {
        var rules = new ArrayList<Rules>();
        var libraries = new ArrayList<Library>();
        for (RuleProvider provider : Providers.of(RuleProvider.class)) {
            rules.addAll(provider.rules());
            libraries.addAll(provider.libraries());
        }
        return target.with(rules, libraries);
    }

    private static List<RuntimeProvider> providers() {
        var all = new ArrayList<RuntimeProvider>();
        Providers.of(RuntimeProvider.class).forEach(all::add);
        return all;
    }
}
