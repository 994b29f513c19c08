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
     * @param object a timer, or a manager that has set one; its attribute {@code _when} holds the time
     * @param now of the monotonic clock, in seconds
     * @return null if it holds none, or that of a clock that is not known
     */
    public static @Nullable String readLeft(PyObject object, double now) {
        OptionalLong when = Attributes.readPlain(object, "_when");
        if (when.isEmpty() || !(object.heap().readObject(when.getAsLong()) instanceof PyFloat time)) {
            return null;
        }
        double left = time.readValue() - now - readOffset(object);
        return Double.isFinite(left) ? text(left) : null;
    }

    /**
     * By how much the clock of a timer's loop is ahead of the monotonic one. That of a loop which runs upon Trio is Trio's own.
     *
     * @return NaN if that is not known
     */
    private static double readOffset(PyObject timer) {
        PyObject loop =
                read(read(timer, "_timeout_handler") == null ? timer : read(timer, "_timeout_handler"), "_loop");
        PyObject runner = read(read(loop, "_task"), "_runner");
        if (runner == null) {
            return 0;
        }
        return read(read(runner, "clock"), "offset") instanceof PyFloat offset ? offset.readValue() : Double.NaN;
    }

    /** An attribute; null if there is none. */
    private static @Nullable PyObject read(@Nullable PyObject object, String name) {
        OptionalLong value = object == null ? OptionalLong.empty() : Attributes.readPlain(object, name);
        return object == null || value.isEmpty() ? null : object.heap().readObject(value.getAsLong());
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
