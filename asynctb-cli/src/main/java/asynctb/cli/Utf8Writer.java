package asynctb.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Writes text as UTF-8 in large pieces. What is written is nearly always ASCII, which a string holds as bytes already;
 * Java's own writers make characters of them and bytes again, each one by one.
 */
final class Utf8Writer extends Writer {
    private static final int PIECE = 1 << 16;

    private final OutputStream out;
    private final StringBuilder piece = new StringBuilder();

    Utf8Writer(OutputStream out) {
        this.out = out;
    }

    @Override
    public Writer append(CharSequence text) throws IOException {
        piece.append(text);
        drainIfLarge();
        return this;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        piece.append(text, offset, length);
        drainIfLarge();
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        piece.append(text, offset, offset + length);
        drainIfLarge();
    }

    @Override
    public void write(int character) throws IOException {
        piece.append((char) character);
        drainIfLarge();
    }

    private void drainIfLarge() throws IOException {
        // Not between the two halves of a character.
        if (piece.length() >= PIECE && !Character.isHighSurrogate(piece.charAt(piece.length() - 1))) {
            drain();
        }
    }

    private void drain() throws IOException {
        byte[] bytes = piece.toString().getBytes(StandardCharsets.UTF_8);
        piece.setLength(0);
        out.write(bytes);
    }

    @Override
    public void flush() throws IOException {
        drain();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        try (out) {
            drain();
        }
    }
}
