package asynctb.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine. Where it is missing the test is skipped, and in CI failed. */
public final class Needs {
    private Needs() {}

    /**
     * Something that is asked for in another way.
     *
     * @param missing what to say, and do, if it is not there
     */
    public static void that(boolean present, String missing) {
        if (!present) {
            Assertions.assertFalse("true".equals(System.getenv("CI")), missing);
            Assumptions.abort(missing);
        }
    }

    /** A plain CPython of a minor version. */
    public static Python python(String minor) {
        if (Pythons.isRequired(minor)) {
            Assertions.assertTrue(Pythons.find(minor).isPresent(), "CPython " + minor + " is missing");
        }
        return Pythons.find(minor).orElseGet(() -> Assumptions.abort("CPython " + minor + " is missing"));
    }

    /** Programs on the PATH. */
    public static void tools(String... names) {
        for (String name : names) {
            boolean present = name.startsWith("/")
                    || Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                            .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
            that(present, name + " is missing");
        }
    }

    /** To be root, and not one that may do less than others. */
    public static void root() {
        that("root".equals(System.getProperty("user.name")), "only root can set this situation up");
    }
}
