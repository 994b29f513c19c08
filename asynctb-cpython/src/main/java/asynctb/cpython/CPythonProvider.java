package asynctb.cpython;

import asynctb.AsynctbException;
import asynctb.ProcessSummary;
import asynctb.cpython.locate.Location;
import asynctb.cpython.locate.Locator;
import asynctb.memory.ProcessException;
import asynctb.memory.linux.LiveProcess;
import asynctb.runtime.RuntimeProvider;
import asynctb.runtime.TargetRuntime;
import java.util.List;
import java.util.Optional;

/** Finds CPython in live processes of Linux. */
public final class CPythonProvider implements RuntimeProvider {
    static final String IMPLEMENTATION = "cpython";

    @Override
    public String implementation() {
        return IMPLEMENTATION;
    }

    @Override
    public Optional<TargetRuntime> attach(long pid) {
        return attach(open(pid));
    }

    /** Takes the process over: it is closed with the runtime, or if there is none. */
    static Optional<TargetRuntime> attach(LiveProcess process) {
        try {
            Optional<Location> location = Locator.locate(process);
            if (location.isPresent()) {
                return Optional.of(new CPythonRuntime(process, location.get()));
            }
        } catch (AsynctbException e) {
            process.close();
            throw e;
        }
        process.close();
        return Optional.empty();
    }

    private static LiveProcess open(long pid) {
        try {
            return LiveProcess.open(pid);
        } catch (ProcessException e) {
            throw new AsynctbException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public List<ProcessSummary> processes() {
        return ProcessList.read();
    }

    @Override
    public List<String> obstacles(long pid) {
        try (var runtime = attach(pid).orElse(null)) {
            return runtime == null ? List.of("Process " + pid + " runs no CPython.") : List.of();
        } catch (AsynctbException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }
}
