package asynctb.runtime;

import asynctb.model.Problem;
import asynctb.model.TargetInfo;
import java.util.List;

/** One target, attached. */
public interface TargetRuntime extends AutoCloseable {
    /** What it is; time and consistency are filled in by the caller. */
    TargetInfo info();

    /** What is to be said of the target as a whole: an unknown version, for instance. */
    List<Problem> problems();

    /**
     * Looks at the target anew.
     *
     * @throws asynctb.AsynctbException if the target is gone or cannot be read any more
     */
    Picture look();

    @Override
    void close();
}
