package asynctb.cpython;

import asynctb.AsynctbException;
import asynctb.cpython.item.CPythonPicture;
import asynctb.cpython.item.KnownLibraries;
import asynctb.cpython.locate.Location;
import asynctb.cpython.source.CompiledFiles;
import asynctb.cpython.source.SourceFiles;
import asynctb.memory.Footprint;
import asynctb.memory.linux.LiveProcess;
import asynctb.model.Problem;
import asynctb.model.TargetInfo;
import asynctb.rules.Library;
import asynctb.runtime.Pause;
import asynctb.runtime.Picture;
import asynctb.runtime.TargetRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A live process that runs CPython. */
final class CPythonRuntime implements TargetRuntime {
    private final LiveProcess process;
    private final Location location;
    private final Copies copies;
    private final TargetInfo info;

    CPythonRuntime(LiveProcess process, Location location) {
        this.process = process;
        this.location = location;
        var compiled = new CompiledFiles(process.files(), location.version(), location.behavior());
        this.copies = new Copies(process, location, new SourceFiles(process.files(), compiled, process.startedAt()));
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
        var problems = new ArrayList<>(location.problems());
        copies.tracer().ifPresent(problems::add);
        return problems;
    }

    @Override
    public List<Library> libraries() {
        return KnownLibraries.all();
    }

    @Override
    public Picture look() {
        requireAlive();
        return copies.first();
    }

    @Override
    public boolean isUnmovedWhile(Runnable action) {
        requireAlive();
        return copies.isUnmovedWhile(action);
    }

    @Override
    public Picture copy(Picture learned) {
        requireAlive();
        return copies.of(footprint(learned));
    }

    @Override
    public Optional<Picture> copyProved(Picture learned) {
        requireAlive();
        return copies.ofUnmoved((CPythonPicture) learned);
    }

    @Override
    public Pause copyPaused(Picture learned, Duration atMost) {
        requireAlive();
        return copies.ofPaused(footprint(learned), atMost);
    }

    private void requireAlive() {
        if (!process.isAlive()) {
            throw new AsynctbException("Process " + process.pid() + " has ended while it was looked at.");
        }
    }

    private static Footprint footprint(Picture learned) {
        return ((CPythonPicture) learned).footprint();
    }

    @Override
    public void close() {
        copies.close();
        process.close();
    }
}
