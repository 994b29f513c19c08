package asynctb.render;

import asynctb.model.FoundObject;
import asynctb.model.Stack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Puts objects together that are of one type and stand at the same place, or where that is not known do the same. Names of tasks, addresses
 * and times play no part.
 */
final class FoundGroups {
    private FoundGroups() {}

    /** The groups, in the order of the first object of each; without grouping each object is one of its own. */
    static Collection<List<FoundObject>> of(List<FoundObject> objects, boolean isGrouping) {
        var groups = new LinkedHashMap<Object, List<FoundObject>>();
        for (FoundObject object : objects) {
            Object key = isGrouping ? key(object) : object.info().address();
            groups.computeIfAbsent(key, k -> new ArrayList<>(1)).add(object);
        }
        return groups.values();
    }

    private static List<Object> key(FoundObject object) {
        return Arrays.asList(
                object.kind(),
                object.info().type(),
                object.state(),
                object.place(),
                object.place() == null ? FoundWords.begin(object.stateText()) : null,
                object.holder() == null ? null : object.holder().kind(),
                FoundWords.isNamedByFunction(object) ? object.name() : null,
                object.kind() == Stack.Kind.OTHER ? withoutAddress(object) : null);
    }

    /** What is said of an object without its own address. */
    private static String withoutAddress(FoundObject object) {
        String address = "0x" + Long.toHexString(object.info().address());
        return object.info().toString().replace(address, "");
    }
}
