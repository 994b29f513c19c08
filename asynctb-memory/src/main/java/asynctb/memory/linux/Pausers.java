package asynctb.memory.linux;

import asynctb.memory.Pauser;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the optional part that holds processes. */
final class Pausers {
    private Pausers() {}

    /** The first that works here; empty where there is none, or it was made for a newer Java. */
    static Optional<Pauser> find() {
        try {
            Iterator<Pauser> pausers = ServiceLoader.load(Pauser.class, Pauser.class.getClassLoader())
                    .iterator();
            while (pausers.hasNext()) {
                Pauser pauser = pausers.next();
                if (pauser.isReady()) {
                    return Optional.of(pauser);
                }
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            // An optional part that cannot be loaded is a part that is not there.
        }
        return Optional.empty();
    }
}
