package asynctb.cpython;

import asynctb.AsynctbException;
import asynctb.ProcessSummary;
import asynctb.cpython.locate.Location;
import asynctb.cpython.locate.Locator;
import asynctb.memory.Mapping;
import asynctb.memory.ProcessException;
import asynctb.memory.linux.LiveProcess;
import asynctb.memory.linux.ProcessFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The processes of this machine that run CPython. Whether one does is told, for speed, by the names of its files: the
 * interpreter's own, or those of its library and extension modules.
 */
final class ProcessList {
    private static final String NAME = "python";

    private ProcessList() {}

    static List<ProcessSummary> read() {
        var found = new ArrayList<ProcessSummary>();
        for (long pid : LiveProcess.pids()) {
            ProcessSummary summary = read(pid);
            if (summary != null) {
                found.add(summary);
            }
        }
        return found;
    }

    private static @Nullable ProcessSummary read(long pid) {
        ProcessFacts facts = ProcessFacts.of(pid);
        if (facts == null) {
            return null;
        }
        try (LiveProcess process = LiveProcess.open(pid)) {
            if (process.mappings().stream().noneMatch(ProcessList::isNamedSo)) {
                return null;
            }
            Optional<Location> location = Locator.locate(process);
            return location.map(l -> summary(facts, l.version().toString(), null))
                    .orElse(null);
        } catch (AsynctbException e) {
            return summary(facts, null, e.getMessage());
        } catch (ProcessException e) {
            boolean likely = e.reason() == ProcessException.Reason.NOT_PERMITTED && isNamedSo(facts.command());
            return likely ? summary(facts, null, e.getMessage()) : null;
        }
    }

    private static boolean isNamedSo(Mapping mapping) {
        return mapping.path().contains(NAME);
    }

    private static boolean isNamedSo(List<String> command) {
        return !command.isEmpty() && command.get(0).contains(NAME);
    }

    private static ProcessSummary summary(ProcessFacts facts, @Nullable String version, @Nullable String obstacle) {
        return new ProcessSummary(
                facts.pid(),
                CPythonProvider.IMPLEMENTATION,
                version,
                facts.user(),
                facts.threads(),
                facts.command(),
                obstacle);
    }
}
