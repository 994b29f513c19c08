package asynctb.rulefiles;

import asynctb.rules.FrameView;
import asynctb.rules.Part;
import asynctb.rules.ThreadView;
import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a rule reads. It leads to any number of things: to none where something is missing, to several behind {@code [*]}.
 * There are no loops in the language, and the budget pays for each thing that is read, so every evaluation ends.
 */
@FunctionalInterface
interface Expression {
    List<Thing> evaluate(Place place);

    /** Whether it leads to something that counts as true. */
    default boolean isTrue(Place place) {
        return evaluate(place).stream().anyMatch(Thing::isTrue);
    }

    /** The objects of the target that it leads to. */
    default List<Value> values(Place place) {
        var values = new ArrayList<Value>();
        for (Thing thing : evaluate(place)) {
            if (thing instanceof Thing.OfTarget object && object.value().isSomething()) {
                values.add(object.value());
            }
        }
        return values;
    }

    /** What it leads to, as parts of a traceback. */
    default List<Part> parts(Place place) {
        var parts = new ArrayList<Part>();
        for (Thing thing : evaluate(place)) {
            if (thing instanceof Thing.Frames frames) {
                parts.add(frames.part());
            } else if (thing instanceof Thing.OfTarget object && object.value().isSomething()) {
                parts.add(Part.of(object.value()));
            }
        }
        return parts;
    }

    static Expression constant(Thing thing) {
        return place -> List.of(thing);
    }

    private static List<Thing> thing(Value value) {
        return value.exists() ? List.of(new Thing.OfTarget(value)) : List.of();
    }

    private static List<Thing> truth(boolean truth) {
        return List.of(new Thing.Truth(truth));
    }

    static Expression self() {
        return place -> thing(Objects.requireNonNull(place.self()));
    }

    /** A variable of a frame; which frame that is, is said by the rule that the expression stands in. */
    static Expression local(Function<Place, @Nullable FrameView> frame, String name) {
        return place -> {
            place.budget().spend(1);
            FrameView view = frame.apply(place);
            return view == null ? List.of() : thing(view.local(name));
        };
    }

    /** The name of a frame's function, or of its module. */
    static Expression name(Function<Place, @Nullable FrameView> frame, Function<FrameView, @Nullable String> name) {
        return place -> {
            place.budget().spend(1);
            FrameView view = frame.apply(place);
            String found = view == null ? null : name.apply(view);
            return found == null ? List.of() : List.of(new Thing.Text(found));
        };
    }

    /** The leaf that follows a frame. */
    static Expression leaf() {
        return place -> {
            place.budget().spend(1);
            return thing(Objects.requireNonNull(place.inner()).leaf());
        };
    }

    static Expression module(String name) {
        return place -> {
            place.budget().spend(1);
            return thing(place.scene().module(name));
        };
    }

    /** The frames inside of the first frame of any thread that runs a function and fulfils a condition. */
    static Expression threadInside(String module, String qualname, @Nullable Expression where) {
        return place -> {
            for (ThreadView thread : place.scene().threads()) {
                List<? extends FrameView> frames = thread.frames();
                for (int i = 0; i < frames.size(); i++) {
                    place.budget().spend(1);
                    FrameView frame = frames.get(i);
                    if (frame.runs(module, qualname) && (where == null || where.isTrue(place.within(frame)))) {
                        return List.of(new Thing.Frames(new Part.Frames(thread, i + 1, frames.size())));
                    }
                }
            }
            return List.of();
        };
    }

    /** Goes on from each object of the target that this leads to. */
    default Expression then(Function<Value, Value> step) {
        return place -> {
            var found = new ArrayList<Thing>();
            for (Thing thing : evaluate(place)) {
                if (thing instanceof Thing.OfTarget object) {
                    place.budget().spend(1);
                    found.addAll(thing(step.apply(object.value())));
                }
            }
            return found;
        };
    }

    /** The elements of each container that this leads to. */
    default Expression elements() {
        return place -> {
            var found = new ArrayList<Thing>();
            for (Thing thing : evaluate(place)) {
                if (thing instanceof Thing.OfTarget object) {
                    // One more than there may be, so that what is too much is noticed.
                    List<Value> items =
                            object.value().items(Math.max(place.budget().left(), 0) + 1);
                    place.budget().spend(items.size() + 1);
                    items.forEach(item -> found.addAll(thing(item)));
                }
            }
            return found;
        };
    }

    default Expression count() {
        return place -> List.of(new Thing.Whole(evaluate(place).size()));
    }

    /** Whether it leads to an object of a class, or of one that inherits from it. */
    default Expression isA(String type) {
        return place -> truth(evaluate(place).stream()
                .anyMatch(thing ->
                        thing instanceof Thing.OfTarget object && object.value().is(type)));
    }

    /** Whether one of the things here, and one of those there, are in a relation. */
    default Expression compare(Relation relation, Expression other) {
        return place -> {
            List<Thing> right = other.evaluate(place);
            for (Thing one : evaluate(place)) {
                place.budget().spend(right.size());
                for (Thing two : right) {
                    if (relation.holds(one, two)) {
                        return truth(true);
                    }
                }
            }
            return truth(false);
        };
    }

    /** A relation of two things. */
    @FunctionalInterface
    interface Relation {
        boolean holds(Thing one, Thing two);
    }

    default Expression not() {
        return place -> truth(!isTrue(place));
    }

    /** The other, where this is true. */
    default Expression and(Expression other) {
        return place -> isTrue(place) ? other.evaluate(place) : List.of();
    }

    /** This, where it is true; else the other. */
    default Expression or(Expression other) {
        return place -> {
            List<Thing> mine = evaluate(place);
            return mine.stream().anyMatch(Thing::isTrue) ? mine : other.evaluate(place);
        };
    }
}
