package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8WriterTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Utf8Writer writer = new Utf8Writer(out);

    private String written() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void charactersStayWholeWhereverAPieceEnds() throws IOException {
        var expected = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            String text = "a\u00e9\u4e2d\ud83d\ude00".repeat(i % 2);
            for (int at = 0; at < text.length(); at++) {
                writer.append(text.charAt(at));
            }
            writer.append("x").append("xyz", 1, 2);
            expected.append(text).append("xy");
        }
        writer.flush();
        assertThat(written()).isEqualTo(expected.toString());
    }

    @Test
    void largePiecesAreHandedOnBeforeTheEnd() throws IOException {
        writer.write("x".repeat(100_000));
        assertThat(out.size()).isEqualTo(100_000);
    }

    @Test
    void smallOnesAreKeptUntilTheyAreAskedFor() throws IOException {
        writer.write(new char[] {'a', 'b', 'c'}, 1, 2);
        assertThat(out.size()).isZero();
        writer.close();
        assertThat(written()).isEqualTo("bc");
    }
}
