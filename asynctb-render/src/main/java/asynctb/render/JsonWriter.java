package asynctb.render;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON document as it comes, in large pieces: {@link #flush} hands on the last one. It trusts its caller to nest
 * rightly.
 */
final class JsonWriter {
    private static final int PIECE = 1 << 15;

    private final Appendable out;
    private final boolean ascii;
    private final StringBuilder piece = new StringBuilder();
    private boolean needsComma;

    JsonWriter(Appendable out, boolean ascii) {
        this.out = out;
        this.ascii = ascii;
    }

    JsonWriter open(char bracket) {
        separate();
        piece.append(bracket);
        needsComma = false;
        return this;
    }

    JsonWriter close(char bracket) {
        piece.append(bracket);
        needsComma = true;
        return this;
    }

    /** The next value begins on a line of its own, so that big documents can be looked at. */
    JsonWriter line() throws IOException {
        separate();
        needsComma = false;
        piece.append('\n');
        if (piece.length() >= PIECE) {
            flush();
        }
        return this;
    }

    void flush() throws IOException {
        out.append(piece);
        piece.setLength(0);
    }

    /** What another writer has written and not handed on: members of an object. */
    JsonWriter members(String text) {
        return raw(text);
    }

    /** What was written and not handed on yet. */
    String text() {
        return piece.toString();
    }

    /** A name of ours, in which nothing needs an escape. */
    JsonWriter name(String name) {
        separate();
        piece.append('"').append(name).append("\":");
        needsComma = false;
        return this;
    }

    /** A name that the target has given. */
    JsonWriter foreignName(String name) {
        string(name);
        piece.append(':');
        needsComma = false;
        return this;
    }

    JsonWriter string(@Nullable String value) {
        if (value == null) {
            return raw("null");
        }
        separate();
        piece.append('"');
        if (isPlain(value)) {
            piece.append(value);
        } else {
            quote(Escapes.DATA.apply(value));
        }
        piece.append('"');
        needsComma = true;
        return this;
    }

    JsonWriter number(@Nullable Number value) {
        boolean isNone = value == null || (value instanceof Double d && !Double.isFinite(d));
        return raw(isNone ? "null" : String.valueOf(value));
    }

    /** A number that has a least value; below that it stands for "not known". */
    JsonWriter known(int value, int least) {
        if (value < least) {
            return raw("null");
        }
        separate();
        piece.append(value);
        needsComma = true;
        return this;
    }

    JsonWriter bool(@Nullable Boolean value) {
        return raw(String.valueOf(value));
    }

    JsonWriter nothing() {
        return raw("null");
    }

    /** An address; null for 0, which stands for none. */
    JsonWriter address(long address) {
        if (address == 0) {
            return raw("null");
        }
        separate();
        piece.append("\"0x").append(Long.toHexString(address)).append('"');
        needsComma = true;
        return this;
    }

    private JsonWriter raw(String text) {
        separate();
        piece.append(text);
        needsComma = true;
        return this;
    }

    private void separate() {
        if (needsComma) {
            piece.append(',');
        }
    }

    /** As nearly all strings are; this saves looking at them twice. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c > 0x7e || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private void quote(String text) {
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isSpecial = c == '"' || c == '\\';
            if (isSpecial || (ascii && c > 0x7e)) {
                piece.append(text, done, i).append('\\');
                piece.append(
                        isSpecial
                                ? String.valueOf(c)
                                : "u" + Integer.toHexString(0x10000 | c).substring(1));
                done = i + 1;
            }
        }
        piece.append(text, done, text.length());
    }
}
