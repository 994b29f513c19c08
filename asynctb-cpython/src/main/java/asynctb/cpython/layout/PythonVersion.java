package asynctb.cpython.layout;

/**
 * A version of CPython. The only place, with {@link Behavior}, where versions are compared.
 *
 * @param major 3
 * @param minor 6 to 15, or one that is not known
 * @param micro the patch release
 * @param level {@code a}, {@code b}, {@code rc} and a number before a release; empty for one
 */
public record PythonVersion(int major, int minor, int micro, String level) implements Comparable<PythonVersion> {
    /** The oldest minor version of 3 that has a table. */
    public static final int OLDEST = 6;
    /** The newest minor version of 3 that has a table. */
    public static final int NEWEST = 15;

    /** Any release of a minor version of 3. */
    public static PythonVersion ofMinor(int minor) {
        return new PythonVersion(3, minor, 0, "");
    }

    /** From {@code sys.hexversion}; see PY_VERSION_HEX in patchlevel.h. */
    public static PythonVersion ofHex(long hex) {
        int serial = (int) (hex & 0xf);
        String level = switch ((int) (hex >>> 4 & 0xf)) {
            case 0xa -> "a" + serial;
            case 0xb -> "b" + serial;
            case 0xc -> "rc" + serial;
            default -> "";
        };
        return new PythonVersion((int) (hex >>> 24 & 0xff), (int) (hex >>> 16 & 0xff), (int) (hex >>> 8 & 0xff), level);
    }

    /** What it marks compiled files with: {@code cpython-311}. */
    public String cacheTag() {
        return "cpython-" + major + minor;
    }

    /** Whether it is 3.{@code minor} or newer. */
    public boolean atLeast(int minorOf3) {
        return major > 3 || major == 3 && minor >= minorOf3;
    }

    /** Whether there is a table for it. */
    public boolean isKnown() {
        return major == 3 && minor >= OLDEST && minor <= NEWEST;
    }

    /** {@code 3.11}. */
    public String minorText() {
        return major + "." + minor;
    }

    @Override
    public int compareTo(PythonVersion other) {
        return Integer.compare(
                (major << 16) + (minor << 8) + micro, (other.major << 16) + (other.minor << 8) + other.micro);
    }

    /** {@code 3.11.7}. */
    @Override
    public String toString() {
        return major + "." + minor + "." + micro + level;
    }
}
