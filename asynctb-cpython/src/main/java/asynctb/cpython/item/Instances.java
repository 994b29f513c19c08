package asynctb.cpython.item;

import asynctb.cpython.object.ByAddress;
import asynctb.cpython.object.PyType;
import asynctb.memory.MemoryFault;
import asynctb.model.Problem;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All objects of a class. Found by a walk through all that the garbage collector knows, which takes its time; for what no table
 * of the target's holds.
 *
 * @param objects about in the order of their creation
 * @param problems why some may be missing
 */
record Instances(List<Value> objects, List<Problem> problems) {
    /**
     * Searches for them, once in a scene.
     *
     * @param module the module that the class is a member of
     * @param name the name of the class; those that inherit from it do not count
     */
    static Instances of(String module, String name, Scene scene) {
        String type = module + '.' + name;
        Value known = scene.module(module).attribute(name);
        return scene.once(List.of(Instances.class, type), () -> search(type, known, scene));
    }

    private static Instances search(String type, Value known, Scene scene) {
        CPythonPicture picture = PictureScene.pictureOf(scene);
        var objects = new ArrayList<Value>();
        var problems = new ArrayList<Problem>();
        var types = new ByAddress<Boolean>();
        Set<Long> seen = new HashSet<>();
        try {
            if (known.exists() && !picture.heap().readType(known.address()).mayHaveInstances()) {
                return new Instances(objects, problems);
            }
            picture.collected().visit(picture.threads().interpreters(), address -> {
                if (isOf(type, address, picture, types) && seen.add(address)) {
                    objects.add(scene.at(address));
                }
            });
        } catch (MemoryFault e) {
            problems.add(new Problem(
                    Problem.Kind.UNREADABLE,
                    "not all objects of " + type + " could be found: " + e.getMessage(),
                    e.address()));
        }
        return new Instances(objects, problems);
    }

    private static boolean isOf(String type, long address, CPythonPicture picture, ByAddress<Boolean> types) {
        try {
            PyType own = picture.heap().readTypeOf(address);
            Boolean known = types.get(own.address());
            if (known == null) {
                known = own.name().equals(type);
                types.put(own.address(), known);
            }
            return known;
        } catch (MemoryFault e) {
            // One that is just being made or freed.
            return false;
        }
    }
}
