package asynctb.cpython.layout;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The tables that tools of ours make. Each start reads a thousand lines of them, so this takes few steps for each. */
final class TableFile {
    private static final int USUAL_LINES = 1024;

    private TableFile() {}

    /** The lines of a table, without remarks. Tables hold nothing but ASCII. */
    static List<String> lines(String resource) {
        String text = text(resource);
        var lines = new ArrayList<String>(USUAL_LINES);
        int end;
        for (int at = 0; at < text.length(); at = end + 1) {
            end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            if (end > at && text.charAt(at) != '#') {
                lines.add(text.substring(at, end));
            }
        }
        return lines;
    }

    private static String text(String resource) {
        try (InputStream in = TableFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("there is no table " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
