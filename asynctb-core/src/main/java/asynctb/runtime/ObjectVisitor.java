package asynctb.runtime;

import asynctb.model.Stack;
import java.util.List;

/** Is shown the objects of a {@link Picture}. */
public interface ObjectVisitor {
    /**
     * Whether objects of a class are to be shown. It is asked once for each class.
     *
     * @param types the names of the class and of those that it inherits from, nearest first
     * @param kind what its objects are for the runtime itself; {@link asynctb.model.Stack.Kind#OTHER} for most
     */
    boolean wants(List<String> types, Stack.Kind kind);

    /**
     * Shows one.
     *
     * @param types as in {@link #wants}: the same list for each object of a class
     */
    void visit(List<String> types, Item object);

    /** Says now and then how many objects were passed, wanted or not. */
    void passed(long count);
}
