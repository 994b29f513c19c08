package asynctb.cli;

import asynctb.testkit.Needs;
import java.nio.file.Files;
import java.nio.file.Path;

/** Older versions of Java, which {@code tools/other-jdk.sh} has fetched. */
final class OtherJava {
    private OtherJava() {}

    /** The folder of one; where it is not there the test is skipped, and in CI failed. */
    static Path home(String version) {
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path home = (cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache))
                .resolve("asynctb/jdk" + version);
        Needs.that(
                Files.isExecutable(home.resolve("bin/java")),
                "there is no Java " + version + "; tools/other-jdk.sh fetches one");
        return home;
    }
}
