package asynctb.rules;

import asynctb.model.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Knows where a library's tasks are. */
@FunctionalInterface
public interface TaskRule {
    /** Finds all live tasks in all threads. */
    Found find(Scene scene);

    /**
     * Tells what is known of one task that somebody has named. It need not live.
     *
     * @param object of one of the classes that the rule is for
     */
    default Optional<LibraryTask> describe(Value object, Scene scene) {
        return find(scene).tasks().stream()
                .filter(task -> task.object().address() == object.address())
                .findFirst();
    }

    /**
     * The live tasks of a library.
     *
     * @param tasks each once, in the order of their creation as far as that is known
     * @param problems why some may be missing
     */
    record Found(List<LibraryTask> tasks, List<Problem> problems) {
        /** There are none. */
        public static final Found NONE = new Found(List.of(), List.of());

        /** All of them, for certain. */
        public static Found of(Stream<LibraryTask> tasks) {
            return new Found(tasks.toList(), List.of());
        }

        public Found {
            tasks = List.copyOf(tasks);
            problems = List.copyOf(problems);
        }
    }
}
