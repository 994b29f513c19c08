package asynctb.rulefiles;

import asynctb.rules.LibraryTask;
import asynctb.rules.Scene;
import asynctb.rules.TaskRule;
import asynctb.rules.Value;
import java.util.List;
import java.util.Optional;

/** All of a file's {@code [[task]]}. */
record TaskEntries(List<TaskEntry> entries) implements TaskRule {
    @Override
    public Found find(Scene scene) {
        return Found.of(entries.stream().flatMap(entry -> entry.find(scene).stream()));
    }

    @Override
    public Optional<LibraryTask> describe(Value object, Scene scene) {
        return entries.stream()
                .filter(entry -> entry.isFor(object))
                .findFirst()
                .map(entry -> entry.describe(object, scene));
    }

    /** The classes of the tasks. */
    String[] types() {
        return entries.stream().flatMap(entry -> entry.types().stream()).toArray(String[]::new);
    }
}
