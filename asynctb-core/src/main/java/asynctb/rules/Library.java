package asynctb.rules;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A library, and the rules for it, which are made when a target has it loaded: most programs load few of those that are known. */
public final class Library {
    private final String module;
    private final Supplier<Rules> maker;
    private @Nullable Rules rules;

    private Library(String module, Supplier<Rules> maker) {
        this.module = module;
        this.maker = maker;
    }

    /**
     * A library.
     *
     * @param module the module that is loaded where the library is in use
     * @param maker makes its rules; asked once
     */
    public static Library of(String module, Supplier<Rules> maker) {
        return new Library(module, maker);
    }

    /** The module that is loaded where the library is in use. */
    public String module() {
        return module;
    }

    /** Its rules. */
    public synchronized Rules rules() {
        Rules made = rules;
        if (made == null) {
            made = maker.get();
            rules = made;
        }
        return made;
    }
}
