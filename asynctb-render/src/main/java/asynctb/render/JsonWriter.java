package asynctb.render;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes one JSON document as it comes. It trusts its caller to nest rightly. */
final class JsonWriter {
    private final Appendable out;
    private final boolean ascii;
    private boolean needsComma;

    JsonWriter(Appendable out, boolean ascii) {
        this.out = out;
        this.ascii = ascii;
    }

    JsonWriter open(char bracket) throws IOException {
        separate();
        out.append(bracket);
        needsComma = false;
        return this;
    }

    JsonWriter close(char bracket) throws IOException {
        out.append(bracket);
        needsComma = true;
        return this;
    }

    /** The next value begins on a line of its own, so that big documents can be looked at. */
    JsonWriter line() throws IOException {
        if (needsComma) {
            out.append(',');
            needsComma = false;
        }
        out.append('\n');
        return this;
    }

    JsonWriter name(String name) throws IOException {
        string(name);
        out.append(':');
        needsComma = false;
        return this;
    }

    JsonWriter string(@Nullable String value) throws IOException {
        if (value == null) {
            return raw("null");
        }
        separate();
        out.append('"');
        quote(Escapes.DATA.apply(value));
        out.append('"');
        needsComma = true;
        return this;
    }

    JsonWriter number(@Nullable Number value) throws IOException {
        boolean isNone = value == null || (value instanceof Double d && !Double.isFinite(d));
        return raw(isNone ? "null" : String.valueOf(value));
    }

    JsonWriter bool(@Nullable Boolean value) throws IOException {
        return raw(String.valueOf(value));
    }

    JsonWriter nothing() throws IOException {
        return raw("null");
    }

    /** An address; null for 0, which stands for none. */
    JsonWriter address(long address) throws IOException {
        return address == 0 ? raw("null") : raw("\"0x" + Long.toHexString(address) + '"');
    }

    private JsonWriter raw(String text) throws IOException {
        separate();
        out.append(text);
        needsComma = true;
        return this;
    }

    private void separate() throws IOException {
        if (needsComma) {
            out.append(',');
        }
    }

    private void quote(String text) throws IOException {
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isSpecial = c == '"' || c == '\\';
            if (isSpecial || (ascii && c > 0x7e)) {
                out.append(text, done, i).append('\\');
                out.append(
                        isSpecial
                                ? String.valueOf(c)
                                : "u" + Integer.toHexString(0x10000 | c).substring(1));
                done = i + 1;
            }
        }
        out.append(text, done, text.length());
    }
}
