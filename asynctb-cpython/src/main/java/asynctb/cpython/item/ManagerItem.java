package asynctb.cpython.item;

import asynctb.cpython.library.ManagerDetails;
import asynctb.memory.MemoryFault;
import asynctb.model.Problem;
import asynctb.runtime.ContextItem;
import asynctb.runtime.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a manager leads to: the generator that it is made of, and the managers that it keeps.
 *
 * @param picture in which it is
 * @param address where it stands; 0 if that is not known
 */
record ManagerItem(CPythonPicture picture, long address) {
    /**
     * What is known of it by its class.
     *
     * @param problems takes why nothing is known, where that cannot be read
     */
    ManagerDetails readDetails(List<Problem> problems) {
        if (address == 0) {
            return ManagerDetails.NONE;
        }
        try {
            return picture.managerRules().read(picture.heap().readObject(address));
        } catch (MemoryFault e) {
            problems.add(new Problem(
                    Problem.Kind.UNREADABLE, "what the manager keeps could not be read: " + e.getMessage(), address));
            return ManagerDetails.NONE;
        }
    }

    @Nullable
    Item inner(ManagerDetails details) {
        return details.inner() == 0 ? null : picture.item(details.inner());
    }

    List<ContextItem> children(ManagerDetails details, @Nullable String name, int line) {
        var children = new ArrayList<ContextItem>();
        for (ManagerDetails.Entry entry : details.entries()) {
            children.add(new KeptContextItem(picture, entry, name == null ? "_" : name, children.size(), line));
        }
        return children;
    }
}
