package asynctb.cli;

import java.io.IOException;
import java.lang.module.ModuleReader;
import java.lang.module.ResolvedModule;
import java.util.stream.Stream;

/**
 * What the class cache learns from, which {@code ./asynctb} makes when it is built: the command in its usual form, and in forms that
 * show more. All of our own classes are loaded too, so that the cache lacks none of them whatever the target is.
 */
final class Training {
    private static final String OURS = "asynctb.";
    private static final String CLASS = ".class";

    private Training() {}

    /**
     * Trains.
     *
     * @param args options for the demonstration
     */
    public static void main(String[] args) throws IOException, ClassNotFoundException {
        // First: without a Python to show anything of, Main ends the machine.
        for (ResolvedModule module : ModuleLayer.boot().configuration().modules()) {
            if (module.name().startsWith(OURS)) {
                load(module);
            }
        }
        Main.main(args);
        Main.main(with(args, "--format", "json"));
    }

    private static String[] with(String[] args, String... more) {
        return Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new);
    }

    private static void load(ResolvedModule module) throws IOException {
        Module loaded = ModuleLayer.boot().findModule(module.name()).orElseThrow();
        try (ModuleReader reader = module.reference().open()) {
            for (String name : reader.list().toList()) {
                if (name.endsWith(CLASS) && name.contains("/")) {
                    Class.forName(
                            loaded,
                            name.substring(0, name.length() - CLASS.length()).replace('/', '.'));
                }
            }
        }
    }
}
