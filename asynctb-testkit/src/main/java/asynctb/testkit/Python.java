package asynctb.testkit;

import java.nio.file.Path;
import java.util.Map;

/**
 * A CPython of this machine.
 *
 * @param version as it says itself: {@code 3.11.7}, {@code 3.15.0b1}
 * @param executable its program
 */
public record Python(String version, Path executable) {
    /** The minor version: {@code 3.11}. */
    public String minor() {
        String[] parts = version.split("\\.", -1);
        return parts[0] + "." + parts[1];
    }

    /** Whether it is of this minor version or a later one. */
    public boolean isAtLeast(String other) {
        return compareMinors(minor(), other) >= 0;
    }

    /** Starts a program in it and waits until it is ready. */
    public PythonProcess start(Path program, String... arguments) {
        return PythonProcess.start(this, Map.of(), program, arguments);
    }

    /** The same, but not as a child of this process: Java would take a pause of a child for its end. */
    public PythonProcess startApart(Path program, String... arguments) {
        return PythonProcess.startApart(this, program, arguments);
    }

    static int compareMinors(String one, String other) {
        return Integer.compare(minorNumber(one), minorNumber(other));
    }

    private static int minorNumber(String minor) {
        if (!minor.startsWith("3.")) {
            throw new IllegalArgumentException("a minor version is written 3.N, not " + minor);
        }
        return Integer.parseInt(minor.substring(2));
    }

    @Override
    public String toString() {
        return "CPython " + version + " (" + executable + ")";
    }
}
