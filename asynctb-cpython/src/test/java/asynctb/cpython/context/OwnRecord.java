package asynctb.cpython.context;

import asynctb.model.Context;
import asynctb.model.Frame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares what is read with what the managers of a stepped program wrote down themselves. */
final class OwnRecord implements SteppedProgram.Look {
    @Override
    public List<String> differences(SteppedProgram program, SteppedProgram.Stop stop) {
        var differences = new ArrayList<String>();
        var seen = new HashSet<String>();
        for (Frame frame : stop.stack().frames()) {
            if (frame.file().equals(stop.file())) {
                seen.add(frame.function());
                compare((List<?>) stop.record().get(frame.function()), frame, stop.where(), differences);
                Object line = stop.lines().get(frame.function());
                if (line != null && ((Number) line).intValue() != frame.line()) {
                    differences.add(
                            stop.where() + ": " + frame.function() + " at line " + frame.line() + ", not " + line);
                }
            }
        }
        if (!seen.containsAll(stop.record().keySet())) {
            differences.add(stop.where() + ": frames " + seen + ", expected "
                    + stop.record().keySet() + "; " + stop.stack().problems());
        }
        return differences;
    }

    private static void compare(@Nullable List<?> expected, Frame frame, String where, List<String> differences) {
        var wanted = new ArrayList<String>();
        for (Object manager : expected == null ? List.of() : expected) {
            Map<?, ?> m = (Map<?, ?>) manager;
            wanted.add(m.get("address") + " " + (Boolean.TRUE.equals(m.get("async")) ? "async " : "") + m.get("state")
                    + " as " + m.get("target") + " line " + m.get("line"));
        }
        List<String> found = frame.contexts().stream().map(OwnRecord::describe).toList();
        if (!found.equals(wanted) || !frame.problems().isEmpty()) {
            differences.add(where + ": " + frame.function() + " at line " + frame.line() + "\n  has   " + found
                    + "\n  wants " + wanted + "\n  " + frame.problems());
        }
    }

    private static String describe(Context context) {
        String address = context.obj() == null
                ? "?"
                : "0x" + Long.toHexString(context.obj().address());
        String state = context.isEntering() ? "entering" : context.isExiting() ? "exiting" : "active";
        return address + " " + (context.isAsync() ? "async " : "") + state + " as " + context.varname() + " line "
                + context.startLine();
    }
}
