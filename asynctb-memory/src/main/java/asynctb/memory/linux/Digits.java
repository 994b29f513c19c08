package asynctb.memory.linux;

/**
 * Numbers in the kernel's words. No regular expressions: what each start and each thread comes by would pay for their making,
 * again and again.
 */
final class Digits {
    private Digits() {}

    /** Whether a text is a number without a sign, of not more than so many digits. */
    static boolean areDecimal(String text, int atMost) {
        return are(text, 0, atMost, false);
    }

    /** Whether what stands from an index on is a number to the base of 16, in small letters, of not more than so many digits. */
    static boolean areHexadecimal(String text, int from, int atMost) {
        return are(text, from, atMost, true);
    }

    private static boolean are(String text, int from, int atMost, boolean letters) {
        int count = text.length() - from;
        if (count < 1 || count > atMost) {
            return false;
        }
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (!letters || c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
