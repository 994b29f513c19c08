package asynctb;

import asynctb.rules.Library;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.runtime.Picture;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All rules that there are for a target.
 *
 * @param given those that are asked in any case, first
 * @param libraries those of libraries that it may have loaded
 * @param supplied those that its own packages bring along, asked last
 */
record RuleShelf(List<Rules> given, List<Library> libraries, SuppliedRules supplied) {
    RuleShelf(List<Rules> given, List<Library> libraries, SuppliedRules supplied) {
        this.given = List.copyOf(given);
        this.libraries = List.copyOf(libraries);
        this.supplied = supplied;
    }

    RuleShelf(List<Rules> given, List<Library> libraries) {
        this(given, libraries, new SuppliedRules());
    }

    /** These, asked after others. */
    RuleShelf after(List<Rules> others, List<Library> otherLibraries) {
        return new RuleShelf(joined(others, given), joined(otherLibraries, libraries), supplied);
    }

    private static <T> List<T> joined(List<T> first, List<T> then) {
        var all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }

    /** What the target's own packages bring along; nothing where the options are against it. */
    SuppliedRules.Found supplied(Picture picture, ExtractOptions options) {
        return options.rules() && options.suppliedRules()
                ? supplied.read(picture.suppliedFiles())
                : SuppliedRules.Found.NONE;
    }

    /** Those that are asked in a scene, and then those that packages have brought along; none where there is no scene. */
    RuleBook in(@Nullable Scene scene, SuppliedRules.Found found) {
        if (scene == null) {
            return RuleBook.EMPTY;
        }
        var sets = new ArrayList<>(given);
        for (Library library : libraries) {
            if (scene.module(library.module()).exists()) {
                sets.add(library.rules());
            }
        }
        return new RuleBook(sets, List.copyOf(found.rules().values()));
    }
}
