package asynctb.cli;

import asynctb.Asynctb;
import asynctb.AsynctbException;
import asynctb.ExtractOptions;
import asynctb.ObjectQuery;
import asynctb.ProcessSummary;
import asynctb.Selector;
import asynctb.Target;
import asynctb.model.Extraction;
import asynctb.model.Findings;
import asynctb.rules.Rules;
import java.util.List;

/** The processes of this machine. */
final class LiveTargets implements Targets {
    @Override
    public Extraction extract(long pid, List<Selector> selectors, ExtractOptions options, List<Rules> further) {
        try (Target target = Asynctb.attach(pid)) {
            return target.with(further).extract(selectors, options);
        }
    }

    @Override
    public Findings find(long pid, ObjectQuery query, ExtractOptions options, List<Rules> further) {
        try (Target target = Asynctb.attach(pid)) {
            return target.with(further).find(query, options);
        }
    }

    @Override
    public List<ProcessSummary> processes() {
        return Asynctb.processes();
    }

    /** What no known obstacle explains, attaching does. */
    @Override
    public List<String> obstacles(long pid) {
        List<String> known = Asynctb.obstacles(pid);
        if (!known.isEmpty()) {
            return known;
        }
        try (Target target = Asynctb.attach(pid)) {
            target.info();
            return List.of();
        } catch (AsynctbException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }
}
