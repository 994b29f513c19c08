package asynctb.bench;

import java.util.ArrayList;
import java.util.List;

/** Something that looks at a target, or that is compared with what does. */
sealed interface Tool {
    /** The word of a command that is the number of the target. */
    String PID = "{pid}";

    /** The word of a command that is a file to write to. */
    String OUT = "{out}";

    /** As it stands in the table. */
    String name();

    /**
     * A command that is measured from outside.
     *
     * @param words the command; {@link #PID} and {@link #OUT} stand for what is known only when it is run
     * @param shows how often what it writes must name the innermost function of the target, or the run does not count
     */
    record Command(String name, List<String> words, int shows) implements Tool {
        List<String> words(long pid, String out) {
            var filled = new ArrayList<String>();
            for (String word : words) {
                filled.add(word.equals(PID) ? Long.toString(pid) : word.equals(OUT) ? out : word);
            }
            return filled;
        }
    }

    /**
     * A command of which only a part counts: it measures that itself, and prints it as {@link Sample#ofSelfMeasured} reads it.
     *
     * @param command the whole of it
     */
    record Part(Command command) implements Tool {
        @Override
        public String name() {
            return command.name();
        }
    }

    /**
     * Something inside the target, which does it when it is asked and answers as {@link Sample#ofSelfMeasured} reads it.
     *
     * @param line what it is asked
     */
    record Question(String name, String line) implements Tool {}

    /**
     * What cannot be measured here.
     *
     * @param why for the table
     */
    record Missing(String name, String why) implements Tool {}
}
