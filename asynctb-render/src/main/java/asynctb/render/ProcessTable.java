package asynctb.render;

import asynctb.ProcessSummary;
import java.io.IOException;
import java.util.List;

/** The processes that can be looked at, as a table. */
public final class ProcessTable {
    private static final int GAP = 2;

    private ProcessTable() {}

    /** Writes the table; why a process cannot be looked at stands below its line. */
    public static void write(List<ProcessSummary> processes, RenderOptions options, Appendable out) throws IOException {
        var lines = new Lines(out, options);
        int pids = "PID".length();
        int pythons = "PYTHON".length();
        int users = "USER".length();
        for (ProcessSummary process : processes) {
            pids = Math.max(pids, Long.toString(process.pid()).length());
            pythons = Math.max(pythons, Columns.of(lines.escape(python(process))));
            users = Math.max(users, Columns.of(lines.escape(process.user())));
        }
        int used = pids + pythons + users + "THREADS".length() + 4 * GAP;
        lines.pad(pids - "PID".length()).paint(Paint.TITLE, "PID").pad(GAP);
        cell(lines, Paint.TITLE, "PYTHON", pythons);
        cell(lines, Paint.TITLE, "USER", users);
        lines.paint(Paint.TITLE, "THREADS")
                .pad(GAP)
                .paint(Paint.TITLE, "COMMAND")
                .end();
        for (ProcessSummary process : processes) {
            String pid = Long.toString(process.pid());
            lines.pad(pids - pid.length()).paint(Paint.TITLE, pid).pad(GAP);
            cell(lines, Paint.PLAIN, python(process), pythons);
            cell(lines, Paint.PLAIN, process.user(), users);
            String threads = process.threads() == 0 ? "?" : Integer.toString(process.threads());
            lines.pad("THREADS".length() - threads.length())
                    .paint(Paint.PLAIN, threads)
                    .pad(GAP);
            String command = lines.escape(Headline.commandLine(process.command()));
            int room = Math.max("COMMAND".length(), options.width() - used);
            lines.paint(Paint.OWN, options.width() == 0 ? command : Columns.head(command, room, lines.ellipsis()))
                    .end();
            if (process.obstacle() != null) {
                lines.paint(Paint.PROBLEM, "!").pad(pids + GAP - 1);
                lines.paint(Paint.PROBLEM, lines.escape(process.obstacle())).end();
            }
        }
        lines.flush();
    }

    private static void cell(Lines lines, Paint paint, String text, int columns) {
        String escaped = lines.escape(text);
        lines.paint(paint, escaped).pad(columns - Columns.of(escaped) + GAP);
    }

    private static String python(ProcessSummary process) {
        return process.version() == null ? "?" : process.version();
    }
}
