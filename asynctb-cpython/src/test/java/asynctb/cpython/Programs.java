package asynctb.cpython;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** The Python programs among the test resources, as files. */
public final class Programs {
    private Programs() {}

    /**
     * The file of a program.
     *
     * @param name such as {@code acceptance_program.py}
     */
    public static Path find(String name) {
        var url = Programs.class.getResource("/programs/" + name);
        try {
            return Path.of(
                    Objects.requireNonNull(url, () -> "no program " + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
