package asynctb.cli;

import asynctb.ExtractOptions;
import asynctb.ObjectQuery;
import asynctb.ProcessSummary;
import asynctb.Selector;
import asynctb.model.Extraction;
import asynctb.model.Findings;
import asynctb.rules.Rules;
import java.util.List;

/** What the command needs of the library; tests put something else in its place. */
interface Targets {
    /**
     * Takes one traceback of a live process.
     *
     * @param further rules that are asked first
     * @throws asynctb.AsynctbException if none can be taken
     */
    Extraction extract(long pid, List<Selector> selectors, ExtractOptions options, List<Rules> further);

    /**
     * Looks through the objects of a live process.
     *
     * @param further rules that are asked first
     * @throws asynctb.AsynctbException if it cannot be read
     */
    Findings find(long pid, ObjectQuery query, ExtractOptions options, List<Rules> further);

    /** The processes of this machine that can be looked at, or could. */
    List<ProcessSummary> processes();

    /** What would stop a traceback of a process; empty if nothing would. */
    List<String> obstacles(long pid);
}
