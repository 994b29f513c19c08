package asynctb.render;

/**
 * Makes strings of the target harmless, in the notation of Python's {@code repr}: {@code \n}, {@code \x1b},
 * {@code \udc80}. A backslash that is there stays single: paths are more frequent than forgeries of this notation, and
 * nothing reads it back.
 */
public enum Escapes {
    /** For programs: no control characters and no lone surrogates. */
    DATA,
    /** For terminals: nor characters that are invisible or turn the direction of others. */
    SCREEN,
    /** Nothing but ASCII. */
    ASCII;

    /** The text, made harmless; the same object if it is so already. */
    public String apply(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c >= 0x7f) {
                return escape(text, i);
            }
        }
        return text;
    }

    private String escape(String text, int from) {
        var escaped = new StringBuilder(text.length() + 16).append(text, 0, from);
        int c;
        for (int i = from; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (isHarmless(c)) {
                escaped.appendCodePoint(c);
            } else {
                append(escaped, c);
            }
        }
        return escaped.toString();
    }

    private boolean isHarmless(int c) {
        if (c < 0x7f) {
            return c >= 0x20;
        }
        int type = Character.getType(c);
        if (this == ASCII || type == Character.CONTROL || type == Character.SURROGATE) {
            return false;
        }
        return this == DATA
                || (type != Character.FORMAT
                        && type != Character.LINE_SEPARATOR
                        && type != Character.PARAGRAPH_SEPARATOR);
    }

    private static void append(StringBuilder escaped, int c) {
        switch (c) {
            case '\n' -> escaped.append("\\n");
            case '\r' -> escaped.append("\\r");
            case '\t' -> escaped.append("\\t");
            default -> {
                int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
                escaped.append('\\').append("xxuuU".charAt(digits / 2));
                for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
                    escaped.append(Character.forDigit(c >> shift & 15, 16));
                }
            }
        }
    }
}
