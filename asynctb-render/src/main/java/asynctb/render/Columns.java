package asynctb.render;

/** How many columns of a terminal a text takes, and what fits into some. */
final class Columns {
    private Columns() {}

    static int of(String text) {
        int plain = 0;
        while (plain < text.length() && text.charAt(plain) < 0x300) {
            plain++;
        }
        int columns = plain;
        int c;
        for (int i = plain; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            columns += of(c);
        }
        return columns;
    }

    private static int of(int c) {
        if (c < 0x300) {
            return 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(c) ? 2 : 1;
    }

    /** The blocks that terminals draw two columns wide: roughly East Asian Wide, and pictures. */
    private static boolean isWide(int c) {
        return c >= 0x1100
                && (c <= 0x115f
                        || (c >= 0x2e80 && c <= 0xa4cf)
                        || (c >= 0xac00 && c <= 0xd7a3)
                        || (c >= 0xf900 && c <= 0xfaff)
                        || (c >= 0xfe30 && c <= 0xfe6f)
                        || (c >= 0xff00 && c <= 0xff60)
                        || (c >= 0xffe0 && c <= 0xffe6)
                        || (c >= 0x1f300 && c <= 0x1faff)
                        || (c >= 0x20000 && c <= 0x3fffd));
    }

    /** The beginning of a text; with {@code mark} for the rest if it does not fit. */
    static String head(String text, int columns, String mark) {
        if (text.length() * 2 <= columns || of(text) <= columns) {
            return text;
        }
        int room = columns - mark.length();
        int end = 0;
        while (end < text.length() && (room -= of(text.codePointAt(end))) >= 0) {
            end += Character.charCount(text.codePointAt(end));
        }
        return text.substring(0, end) + mark;
    }

    /** The end of a text; with {@code mark} for the rest if it does not fit. */
    static String tail(String text, int columns, String mark) {
        if (text.length() * 2 <= columns || of(text) <= columns) {
            return text;
        }
        int room = columns - mark.length();
        int start = text.length();
        while (start > 0 && (room -= of(text.codePointBefore(start))) >= 0) {
            start -= Character.charCount(text.codePointBefore(start));
        }
        return mark + text.substring(start);
    }
}
