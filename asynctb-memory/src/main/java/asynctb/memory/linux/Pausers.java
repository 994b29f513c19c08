package asynctb.memory.linux;

import asynctb.memory.Pauser;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the optional part that holds processes. */
final class Pausers {
    private Pausers() {}

    /** The first that works here; null where there is none, or it was made for a newer Java. */
    static @Nullable Pauser find() {
        try {
            Iterator<Pauser> pausers = ServiceLoader.load(Pauser.class, Pauser.class.getClassLoader())
                    .iterator();
            while (pausers.hasNext()) {
                Pauser pauser = pausers.next();
                if (pauser.isReady()) {
                    return pauser;
                }
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            // An optional part that cannot be loaded is a part that is not there.
        }
        return null;
    }
}
