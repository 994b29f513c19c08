package asynctb;

import java.util.ServiceLoader;

/** What others bring along for this library, found by {@link ServiceLoader}. */
final class Providers {
    private Providers() {}

    /**
     * All that offer a service of ours. They are searched for by our own loader, so that they are found whatever the thread's
     * context loader is (application servers, IDEs). Where there is no class path, as for the command, only modules can offer any, and no
     * jar has to be opened to see that.
     */
    static <S> ServiceLoader<S> of(Class<S> service) {
        ModuleLayer modules = Providers.class.getModule().getLayer();
        return modules != null && System.getProperty("java.class.path", "").isEmpty()
                ? ServiceLoader.load(modules, service)
                : ServiceLoader.load(service, Providers.class.getClassLoader());
    }
}
