package asynctb;

import asynctb.rules.Library;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All rules that there are for a target.
 *
 * @param given those that are asked in any case, first
 * @param libraries those of libraries that it may have loaded
 */
record RuleShelf(List<Rules> given, List<Library> libraries) {
    RuleShelf(List<Rules> given, List<Library> libraries) {
        this.given = List.copyOf(given);
        this.libraries = List.copyOf(libraries);
    }

    /** These, asked after others. */
    RuleShelf after(List<Rules> others, List<Library> otherLibraries) {
        return new RuleShelf(joined(others, given), joined(otherLibraries, libraries));
    }

    private static <T> List<T> joined(List<T> first, List<T> then) {
        var all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }

    /** Those that are asked in a scene; none where there is no scene. */
    RuleBook in(@Nullable Scene scene) {
        if (scene == null) {
            return RuleBook.EMPTY;
        }
        var sets = new ArrayList<>(given);
        for (Library library : libraries) {
            if (scene.module(library.module()).exists()) {
                sets.add(library.rules());
            }
        }
        return new RuleBook(sets);
    }
}
