package asynctb.runtime;

import asynctb.AsynctbException;
import asynctb.ProcessSummary;
import java.util.List;
import java.util.Optional;

/** Knows one language runtime and finds it in processes. */
public interface RuntimeProvider {
    /** The name of the runtime, as in {@link asynctb.model.TargetInfo#implementation()}. */
    String implementation();

    /**
     * Begins to look at a live process.
     *
     * @return empty if the process runs something else
     * @throws AsynctbException if it runs this runtime, or cannot be told to, and cannot be read; the message says what to do
     */
    Optional<TargetRuntime> attach(long pid);

    /** The processes of this machine that run this runtime, those that cannot be read with the reason. */
    List<ProcessSummary> processes();

    /** What would stop a traceback of the process, in sentences; the first cause comes first. Empty if nothing would. */
    List<String> obstacles(long pid);
}
