package asynctb.cpython.object;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Python's notation of numbers and texts. */
final class Literals {
    private Literals() {}

    /** As float_repr in floatobject.c: Java finds the same shortest digits and writes them otherwise. */
    static String ofFloat(double value) {
        return ofDouble(value, ".0");
    }

    /** As complex_repr in complexobject.c. */
    static String ofComplex(double real, double imaginary) {
        String second = ofDouble(imaginary, "") + "j";
        if (real == 0 && !isNegative(real)) {
            return second;
        }
        return "(" + ofDouble(real, "") + (isNegative(imaginary) ? "" : "+") + second + ")";
    }

    private static boolean isNegative(double value) {
        return value < 0 || value == 0 && 1 / value < 0;
    }

    /** @param wholeEnd what a number without a fraction ends with */
    private static String ofDouble(double value, String wholeEnd) {
        if (Double.isNaN(value)) {
            return "nan";
        } else if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-4 || size >= 1e16)) {
            return ofExponent(Double.toString(value).toLowerCase(Locale.ROOT));
        }
        String plain = new BigDecimal(Double.toString(value)).toPlainString();
        String digits = plain.endsWith(".0") ? plain.substring(0, plain.length() - 2) : plain;
        String signed = value == 0 && isNegative(value) ? "-0" : digits;
        return signed.indexOf('.') < 0 ? signed + wholeEnd : signed;
    }

    private static String ofExponent(String java) {
        int e = java.indexOf('e');
        String digits = java.substring(0, e);
        int exponent = Integer.parseInt(java.substring(e + 1));
        // Java writes two digits where one would do: 4.9E-324.
        BigDecimal one = new BigDecimal(digits).round(new MathContext(1));
        boolean enough = Double.parseDouble(one.toPlainString() + "e" + exponent) == Double.parseDouble(java);
        if (enough && one.abs().compareTo(BigDecimal.TEN) == 0) {
            one = one.movePointLeft(1);
            exponent++;
        }
        String shortest = enough ? one.toPlainString() : digits;
        return shortest + String.format(Locale.ROOT, "e%c%02d", exponent < 0 ? '-' : '+', Math.abs(exponent));
    }

    /**
     * As unicode_repr in unicodeobject.c. Which characters can be printed, this Java's Unicode tells; that of the target may be
     * older and lack some.
     *
     * @param end put behind the last character, where the text was cut
     */
    static String ofText(String content, String end) {
        char quote = quoteFor(content);
        var text = new StringBuilder(content.length() + 2).append(quote);
        content.codePoints().forEach(c -> append(text, c, quote));
        return text.append(end).append(quote).toString();
    }

    /**
     * As bytes_repr in bytesobject.c.
     *
     * @param end put behind the last byte, where they were cut
     */
    static String ofBytes(byte[] bytes, String end) {
        String content = new String(bytes, StandardCharsets.ISO_8859_1);
        char quote = quoteFor(content);
        var text = new StringBuilder(bytes.length + 3).append('b').append(quote);
        for (int i = 0; i < content.length(); i++) {
            if (content.charAt(i) >= 0x7f) {
                text.append(String.format("\\x%02x", (int) content.charAt(i)));
            } else {
                append(text, content.charAt(i), quote);
            }
        }
        return text.append(end).append(quote).toString();
    }

    private static char quoteFor(String content) {
        return content.indexOf('\'') >= 0 && content.indexOf('"') < 0 ? '"' : '\'';
    }

    private static void append(StringBuilder text, int c, char quote) {
        switch (c) {
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case '\\' -> text.append("\\\\");
            default -> {
                if (c == quote) {
                    text.append('\\').append(quote);
                } else if (isPrintable(c)) {
                    text.appendCodePoint(c);
                } else {
                    text.append(String.format(c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
                }
            }
        }
    }

    /** As str.isprintable: nothing of the categories Other and Separator, but for the blank. */
    private static boolean isPrintable(int c) {
        return c == ' '
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.SPACE_SEPARATOR,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
    }
}
