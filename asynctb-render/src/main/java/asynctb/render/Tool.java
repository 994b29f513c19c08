package asynctb.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What the output says of the tool that made it. */
public final class Tool {
    public static final String NAME = "asynctb";

    private Tool() {}

    /** The version of this build. */
    public static String version() {
        try (InputStream in = Tool.class.getResourceAsStream("version.txt")) {
            return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
