package asynctb.cpython.item;

import asynctb.Selector;
import asynctb.cpython.object.Attributes;
import asynctb.cpython.object.Containers;
import asynctb.cpython.object.PyDict;
import asynctb.cpython.object.PyInt;
import asynctb.cpython.object.PyModule;
import asynctb.cpython.object.PyObject;
import asynctb.cpython.thread.Interpreter;
import asynctb.model.Problem;
import asynctb.runtime.Item;
import asynctb.runtime.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Follows a path such as {@code package.module.attr["key"][0]} through memory: first the longest prefix that is a loaded
 * module, then attributes and items.
 *
 * @param picture in which to look
 */
record PathResolver(CPythonPicture picture) {
    Resolution resolve(Selector.Path path) {
        for (Interpreter interpreter : picture.threads().interpreters()) {
            int names = moduleSteps(path);
            for (int length = names; length > 0; length--) {
                OptionalLong module = picture.modules().readModule(interpreter, moduleName(path, length));
                if (module.isPresent()) {
                    return follow(path, length, module.getAsLong());
                }
            }
        }
        return notFound(path, "no module " + moduleName(path, 1) + " is loaded");
    }

    private static int moduleSteps(Selector.Path path) {
        int count = 0;
        while (count < path.steps().size() && path.steps().get(count) instanceof Selector.Step.Attribute) {
            count++;
        }
        return count;
    }

    private static String moduleName(Selector.Path path, int length) {
        var name = new StringBuilder();
        for (Selector.Step step : path.steps().subList(0, length)) {
            if (step instanceof Selector.Step.Attribute attribute) {
                name.append(name.isEmpty() ? "" : ".").append(attribute.name());
            }
        }
        return name.toString();
    }

    private Resolution follow(Selector.Path path, int from, long module) {
        long address = module;
        for (Selector.Step step : path.steps().subList(from, path.steps().size())) {
            PyObject object = picture.heap().readObject(address);
            String why = null;
            OptionalLong next;
            if (step instanceof Selector.Step.Attribute attribute) {
                Attributes.Lookup lookup = Attributes.readAttribute(object, attribute.name());
                next = lookup instanceof Attributes.Lookup.Found found
                        ? OptionalLong.of(found.address())
                        : OptionalLong.empty();
                why = whyNot(owner(object), attribute.name(), lookup);
            } else {
                next = item(object, step);
                why = next.isPresent() ? null : "a " + object.type().name() + " has no such item";
            }
            if (next.isEmpty()) {
                return notFound(path, why == null ? "it leads nowhere" : why);
            }
            address = next.getAsLong();
        }
        return named(address);
    }

    private Resolution named(long address) {
        PyObject object = picture.heap().readObject(address);
        if (!Containers.isContainer(object)) {
            return Resolution.of(List.of(picture.item(address)));
        }
        var elements = new ArrayList<Item>();
        Containers.readItems(object, element -> elements.add(picture.item(element)));
        return Resolution.ofContainer(picture.item(address), elements);
    }

    private static String owner(PyObject object) {
        String name = object instanceof PyModule module ? module.readName() : null;
        return name == null ? "a " + object.type().name() : "module " + name;
    }

    private static @Nullable String whyNot(String owner, String name, Attributes.Lookup lookup) {
        return switch (lookup) {
            case Attributes.Lookup.Found found -> null;
            case Attributes.Lookup.Missing missing -> owner + " has no attribute " + name;
            case Attributes.Lookup.Computed computed ->
                name + " of " + owner + " is a property, which cannot be read without running code";
        };
    }

    private OptionalLong item(PyObject object, Selector.Step step) {
        if (object instanceof PyDict dict) {
            return step instanceof Selector.Step.Key key ? dict.readValue(key.key()) : numbered(dict, step);
        }
        return step instanceof Selector.Step.Index index
                ? Containers.readItem(object, index.index())
                : OptionalLong.empty();
    }

    private OptionalLong numbered(PyDict dict, Selector.Step step) {
        var found = new long[1];
        dict.readEntries((key, value) -> {
            boolean same = step instanceof Selector.Step.Index index
                    && picture.heap().readObject(key) instanceof PyInt number
                    && number.readLong() == index.index();
            found[0] = same ? value : 0;
            return !same;
        });
        return found[0] == 0 ? OptionalLong.empty() : OptionalLong.of(found[0]);
    }

    private static Resolution notFound(Selector.Path path, String why) {
        return Resolution.none(Problem.of(Problem.Kind.NOT_FOUND, path.text() + " names nothing: " + why));
    }
}
