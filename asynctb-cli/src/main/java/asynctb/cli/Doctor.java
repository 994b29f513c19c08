package asynctb.cli;

import asynctb.ProcessSummary;
import asynctb.render.Escapes;
import java.util.List;

/** Says what would stop a traceback. */
final class Doctor {
    private Doctor() {}

    static String of(Targets targets, String source, Escapes escapes) {
        long pid = Sources.pid(source);
        List<String> obstacles = targets.obstacles(pid);
        if (obstacles.isEmpty()) {
            return "Nothing stops a traceback of process " + pid + ".\n";
        }
        var text = new StringBuilder();
        for (String obstacle : obstacles) {
            text.append(escapes.apply(obstacle)).append('\n');
        }
        return text.toString();
    }

    static String ofAll(Targets targets, Escapes escapes) {
        var stopped = new StringBuilder();
        int free = 0;
        for (ProcessSummary process : targets.processes()) {
            if (process.obstacle() == null) {
                free++;
            } else {
                stopped.append("Process ").append(process.pid()).append(": ");
                stopped.append(escapes.apply(process.obstacle())).append('\n');
            }
        }
        if (free == 0 && stopped.isEmpty()) {
            return "No Python process was found here.\n";
        }
        String summary = free == 1
                ? "1 Python process here can be looked at."
                : free + " Python processes here can be looked at.";
        return summary + "\n" + stopped;
    }
}
