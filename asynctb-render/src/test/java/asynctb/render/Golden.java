package asynctb.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts beside the tests that say how output looks. Run with {@code -Dasynctb.golden=write} to write them anew; then the
 * difference is for people to judge.
 */
final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/asynctb/render");

    private Golden() {}

    static void compare(String name, String text) {
        Path file = FOLDER.resolve(name);
        try {
            if ("write".equals(System.getProperty("asynctb.golden"))) {
                Files.writeString(file, text);
            }
            assertThat(text).as(name).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
