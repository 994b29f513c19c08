package asynctb.cli;

import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;

/**
 * What the command finds around itself.
 *
 * @param out where results go
 * @param err where notes and failures go
 * @param environment the environment variables
 * @param isTerminal whether {@code out} is a terminal
 * @param isErrorTerminal whether {@code err} is one
 */
record Surroundings(
        OutputStream out,
        OutputStream err,
        Map<String, String> environment,
        boolean isTerminal,
        boolean isErrorTerminal) {
    private static final int USUAL_WIDTH = 120;

    /**
     * How wide the terminal is. Asking the terminal itself takes a process of its own ({@code stty}), which took longer
     * than a whole traceback; so a launcher may say it in COLUMNS, as shells do.
     */
    int width() {
        if (!isTerminal) {
            return 0;
        }
        try {
            int columns = Integer.parseInt(variable("COLUMNS"));
            return columns > 0 ? columns : USUAL_WIDTH;
        } catch (NumberFormatException e) {
            return USUAL_WIDTH;
        }
    }

    boolean isColorful() {
        return isTerminal && variable("NO_COLOR").isEmpty() && !variable("TERM").equals("dumb");
    }

    /**
     * Whether the terminal clearly shows something else than UTF-8: its locale names another character set, or none
     * ({@code de_DE}), which means an old one. The locale C says nothing: containers have it, below terminals that do.
     */
    boolean isOldTerminal() {
        if (!isTerminal) {
            return false;
        }
        String locale = variable("LC_ALL");
        locale = locale.isEmpty() ? variable("LC_CTYPE") : locale;
        locale = (locale.isEmpty() ? variable("LANG") : locale).toLowerCase(Locale.ROOT);
        boolean saysNothing = locale.isEmpty()
                || locale.equals("c")
                || locale.equals("posix")
                || !Character.isLetter(locale.charAt(0));
        return !saysNothing && !locale.contains("utf-8") && !locale.contains("utf8");
    }

    boolean isDebugging() {
        return variable("ASYNCTB_DEBUG").equals("1");
    }

    String variable(String name) {
        return environment.getOrDefault(name, "");
    }
}
