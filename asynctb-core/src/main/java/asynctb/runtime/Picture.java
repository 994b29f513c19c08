package asynctb.runtime;

import asynctb.Selector;
import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import asynctb.rules.Part;
import asynctb.rules.Scene;
import asynctb.rules.SuppliedFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The target's memory as one look saw it. What was read once is not read again, so a picture is consistent where the
 * target stood still; whether it did is not known here.
 */
public interface Picture {
    /** Finds what a selector names. Failures are problems in the result. Tasks are not asked for here: libraries' rules find them. */
    Resolution resolve(Selector selector);

    /** What rules see of it; null if there is nothing for them to see. */
    default @Nullable Scene scene() {
        return null;
    }

    /** The files of rules that the target's own packages bring along; they are not trusted, and the same in all pictures. */
    default List<SuppliedFile> suppliedFiles() {
        return List.of();
    }

    /** What a part that a rule has named consists of; its values and threads are of this picture. */
    default Item item(Part part) {
        throw new IllegalStateException("there is nothing that a rule could have named");
    }

    /**
     * The name of the class that a path leads to: {@code _asyncio.Task} for {@code asyncio.Task}.
     *
     * @param path a module and attributes, with dots between
     * @return null if it leads to no class
     */
    default @Nullable String className(String path) {
        return null;
    }

    /**
     * Looks through all objects that the runtime keeps account of, about in the order of their creation.
     *
     * @return why some may be missing
     */
    default List<Problem> visitObjects(ObjectVisitor visitor) {
        return List.of();
    }

    /**
     * Reads an attribute without running code.
     *
     * @param object as an earlier picture described it
     * @return null if there is no such attribute, only code could tell it, or the object is not there any more
     */
    @Nullable
    ObjectInfo attribute(ObjectInfo object, String name);

    /**
     * Whether all that was asked for until now was in the copy that this picture was taken of. If not, something was said
     * to be unreadable that was only not copied, and a copy for this picture will hold it.
     */
    default boolean isComplete() {
        return true;
    }

    /** How many bytes a copy has that holds all that was read until now. */
    default long size() {
        return 0;
    }
}
