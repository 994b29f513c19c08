package asynctb.cpython;

import asynctb.AsynctbException;
import asynctb.cpython.item.CPythonPicture;
import asynctb.cpython.locate.Location;
import asynctb.cpython.source.SourceFiles;
import asynctb.memory.linux.LiveProcess;
import asynctb.model.Problem;
import asynctb.model.TargetInfo;
import asynctb.runtime.Picture;
import asynctb.runtime.TargetRuntime;
import java.util.List;

/** A live process that runs CPython. */
final class CPythonRuntime implements TargetRuntime {
    private final LiveProcess process;
    private final Location location;
    private final SourceFiles sources;
    private final TargetInfo info;

    CPythonRuntime(LiveProcess process, Location location) {
        this.process = process;
        this.location = location;
        this.sources = new SourceFiles(process.files(), process.startedAt());
        this.info = new TargetInfo(
                TargetInfo.Kind.PROCESS,
                process.pid(),
                process.parentPid(),
                CPythonProvider.IMPLEMENTATION,
                location.version().toString(),
                process.executable(),
                process.command(),
                null,
                TargetInfo.Consistency.UNPROVEN,
                0.0);
    }

    @Override
    public TargetInfo info() {
        return info;
    }

    @Override
    public List<Problem> problems() {
        return location.problems();
    }

    @Override
    public Picture look() {
        if (!process.isAlive()) {
            throw new AsynctbException("Process " + process.pid() + " has ended while it was looked at.");
        }
        return new CPythonPicture(process, location, sources);
    }

    @Override
    public void close() {
        process.close();
    }
}
