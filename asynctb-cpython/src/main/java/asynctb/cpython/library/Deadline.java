package asynctb.cpython.library;

import asynctb.cpython.object.Attributes;
import asynctb.cpython.object.PyFloat;
import asynctb.cpython.object.PyObject;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A time of an event loop's clock. */
public final class Deadline {
    private static final double TENTHS = 10;

    private Deadline() {}

    /**
     * How long it is until then: {@code 59.5 s left}.
     *
     * @param object whose attribute {@code _when} holds the time
     * @param now of that clock, in seconds
     * @return null if it holds none
     */
    public static @Nullable String readLeft(PyObject object, double now) {
        OptionalLong when = Attributes.readPlain(object, "_when");
        if (when.isEmpty() || !(object.heap().readObject(when.getAsLong()) instanceof PyFloat time)) {
            return null;
        }
        double left = time.readValue() - now;
        return Double.isFinite(left) ? text(left) : null;
    }

    /**
     * {@code 59.5 s left}.
     *
     * @param left seconds
     */
    public static String text(double left) {
        return Math.round(Math.max(0, left) * TENTHS) / TENTHS + " s left";
    }
}
