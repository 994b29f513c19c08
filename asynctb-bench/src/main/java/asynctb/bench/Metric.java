package asynctb.bench;

import java.util.Locale;

/** What is measured of a tool. */
enum Metric {
    /** Seconds from its start to its end. */
    WALL("wall s", 3),
    /** Seconds of processor time, in user and system mode, of it and of what it started. */
    CPU("CPU s", 3),
    /** The most memory that was resident at once, in MiB. */
    MEMORY("memory MiB", 0),
    /** The longest time that the target stood still, in milliseconds. */
    STALL("stall ms", 1);

    private final String title;
    private final int digits;

    Metric(String title, int digits) {
        this.title = title;
        this.digits = digits;
    }

    /** The head of its column. */
    String title() {
        return title;
    }

    /** A value of it, with as many digits as mean something. */
    String format(double value) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
