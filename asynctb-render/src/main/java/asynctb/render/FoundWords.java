package asynctb.render;

import asynctb.model.FoundObject;
import asynctb.model.FoundObject.Holder;
import asynctb.model.FoundObject.Place;
import asynctb.model.Stack;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is said of an object that was found, in one line. Nothing is escaped yet. */
final class FoundWords {
    private FoundWords() {}

    /**
     * {@code coroutine fetch, suspended at /srv/shop.py:28; awaited by task "Task-3"}.
     *
     * @param isFull whether paths of libraries are to be told in full
     */
    static String of(FoundObject found, boolean isFull) {
        return subject(found) + doing(found, isFull) + (found.holder() == null ? "" : "; " + holder(found));
    }

    /** What it is: {@code coroutine fetch}; of an object of which nothing else is known its description. */
    static String subject(FoundObject found) {
        if (found.kind() == Stack.Kind.OTHER) {
            return found.info().toString();
        }
        String name = found.name();
        String quoted = name == null ? "" : isNamedByFunction(found) ? " " + name : " \"" + name + '"';
        return kind(found.kind()) + quoted;
    }

    /** Whether its name is that of its code, which others may have. */
    static boolean isNamedByFunction(FoundObject found) {
        return switch (found.kind()) {
            case COROUTINE, GENERATOR, ASYNC_GENERATOR -> true;
            default -> false;
        };
    }

    static String kind(Stack.Kind kind) {
        return kind.id().replace('_', ' ');
    }

    /** {@code , suspended at /srv/shop.py:28}. */
    static String doing(FoundObject found, boolean isFull) {
        return doing(found, List.of(found), isFull);
    }

    /** What all of some objects do that stand at one place; what differs between them is left out. */
    static String doing(FoundObject found, List<FoundObject> alike, boolean isFull) {
        var words = new StringBuilder();
        String text = common(found.stateText(), alike);
        if (text != null) {
            words.append(", ").append(text);
        } else if (found.state() != Stack.State.UNKNOWN) {
            words.append(", ").append(found.state().id());
        }
        Place place = found.place();
        if (place != null) {
            words.append(isNamedByFunction(found) ? "" : ", in " + place.function());
            words.append(" at ").append(isFull ? place.file() : SourceFile.shortened(place.file()));
            words.append(place.line() == 0 ? "" : ":" + place.line());
        }
        return words.toString();
    }

    private static @Nullable String common(@Nullable String text, List<FoundObject> alike) {
        if (alike.stream().allMatch(object -> Objects.equals(object.stateText(), text))) {
            return text;
        }
        String begin = begin(text);
        return alike.stream().allMatch(object -> Objects.equals(begin(object.stateText()), begin)) ? begin : null;
    }

    /** What stands before numbers and remarks. */
    static @Nullable String begin(@Nullable String text) {
        return text == null ? null : text.split("[,;] ", 2)[0];
    }

    /** {@code awaited by task "Task-3"}; only to be asked if there is a holder. */
    static String holder(FoundObject found) {
        Holder holder = found.holder();
        if (holder == null) {
            return "";
        }
        boolean isQuoted = holder.kind() == Stack.Kind.TASK || holder.kind() == Stack.Kind.THREAD;
        String name = holder.name() == null ? "" : isQuoted ? " \"" + holder.name() + '"' : " " + holder.name();
        String verb;
        if (holder.kind() != Stack.Kind.THREAD) {
            verb = "awaited by ";
        } else {
            verb = found.state() == Stack.State.RUNNING ? "run by " : "of ";
        }
        return verb + kind(holder.kind()) + name;
    }
}
