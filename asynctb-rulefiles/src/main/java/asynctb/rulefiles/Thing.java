package asynctb.rulefiles;

import asynctb.rules.Part;
import asynctb.rules.Value;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One of the things that an expression leads to. */
sealed interface Thing {
    /** An object of the target. It exists. */
    record OfTarget(Value value) implements Thing {}

    /** A text of the file, or a name. */
    record Text(String text) implements Thing {}

    /** A whole number. */
    record Whole(long number) implements Thing {}

    /** A truth value. */
    record Truth(boolean value) implements Thing {}

    /** The file's word for the target's "nothing". */
    record Nothing() implements Thing {}

    /** Frames of a thread. */
    record Frames(Part.Frames part) implements Thing {}

    /** Whether it counts as true: all but nothing, false, 0 and an empty text. */
    default boolean isTrue() {
        return switch (this) {
            case OfTarget object -> isTrue(object.value());
            case Text text -> !text.text().isEmpty();
            case Whole number -> number.number() != 0;
            case Truth truth -> truth.value();
            case Nothing nothing -> false;
            case Frames frames -> true;
        };
    }

    private static boolean isTrue(Value value) {
        if (!value.isSomething()) {
            return false;
        }
        // A truth value of the target is a number too, and false is 0.
        OptionalLong number = value.integer();
        return number.isPresent() ? number.getAsLong() != 0 : !"".equals(value.text());
    }

    /** Whether both are the same object, or the same constant. */
    default boolean isSame(Thing other) {
        if (this instanceof OfTarget mine) {
            return switch (other) {
                case OfTarget object -> mine.value().address() == object.value().address();
                case Nothing nothing -> mine.value().isNothing();
                case Truth truth -> mine.value().is("bool") && mine.value().isTrue() == truth.value();
                default -> false;
            };
        }
        return other instanceof OfTarget ? other.isSame(this) : equals(other);
    }

    /** Whether both are the same, or equal texts or numbers. */
    default boolean isEqual(Thing other) {
        if (isSame(other)) {
            return true;
        }
        String text = text(this);
        if (text != null) {
            return text.equals(text(other));
        }
        OptionalLong number = number(this);
        return number.isPresent() && number.equals(number(other));
    }

    private static @Nullable String text(Thing thing) {
        return switch (thing) {
            case OfTarget object -> object.value().text();
            case Text text -> text.text();
            default -> null;
        };
    }

    private static OptionalLong number(Thing thing) {
        return switch (thing) {
            case OfTarget object -> object.value().integer();
            case Whole number -> OptionalLong.of(number.number());
            default -> OptionalLong.empty();
        };
    }
}
