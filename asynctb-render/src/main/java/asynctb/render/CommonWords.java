package asynctb.render;

import asynctb.model.Child;
import asynctb.model.Context;
import asynctb.model.Frame;
import asynctb.model.Stack;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is said of the managers of tasks that are shown as one: where it differs it would be true of the first one only. */
final class CommonWords {
    private CommonWords() {}

    /** The first task of a group, of whose managers only that is said which is true of those of all. */
    static Stack of(List<? extends Child> group) {
        Stack first = (Stack) group.getFirst();
        List<@Nullable String> own = words(first);
        List<@Nullable String> common = new ArrayList<>(own);
        for (int i = 1; i < group.size() && !own.isEmpty(); i++) {
            List<@Nullable String> other = words((Stack) group.get(i));
            for (int at = 0; at < common.size(); at++) {
                common.set(at, common(common.get(at), at < other.size() ? other.get(at) : null));
            }
        }
        return common.equals(own) ? first : withWords(first, common.iterator());
    }

    /** Both, or what they say before the first comma if that is the same. */
    private static @Nullable String common(@Nullable String one, @Nullable String other) {
        if (one == null || one.equals(other)) {
            return one;
        }
        String begin = begin(one);
        return other == null || isOpen(begin, '"') || isOpen(begin, '\'') || !begin.equals(begin(other)) ? null : begin;
    }

    /** Whether something in quotes goes on behind it. */
    private static boolean isOpen(String words, char quote) {
        return words.chars().filter(character -> character == quote).count() % 2 != 0;
    }

    private static String begin(String words) {
        int comma = words.indexOf(", ");
        return comma < 0 ? words : words.substring(0, comma);
    }

    /** Of all managers in a stack, and of those within them, in the order in which they are shown. */
    private static List<@Nullable String> words(Stack stack) {
        var words = new ArrayList<@Nullable String>();
        collect(stack, words);
        return words;
    }

    private static void collect(Stack stack, List<@Nullable String> words) {
        for (Frame frame : stack.frames()) {
            for (Context context : frame.contexts()) {
                collect(context, words);
            }
        }
    }

    private static void collect(Context context, List<@Nullable String> words) {
        words.add(context.description());
        if (context.innerStack() != null) {
            collect(context.innerStack(), words);
        }
        for (Child child : context.children()) {
            if (child instanceof Context kept) {
                collect(kept, words);
            }
        }
    }

    private static Stack withWords(Stack stack, Iterator<@Nullable String> words) {
        var frames = new ArrayList<Frame>();
        for (Frame frame : stack.frames()) {
            var contexts = new ArrayList<Context>();
            for (Context context : frame.contexts()) {
                contexts.add(withWords(context, words));
            }
            frames.add(contexts.isEmpty() ? frame : frame.withContexts(contexts));
        }
        return stack.withFrames(frames);
    }

    private static Context withWords(Context context, Iterator<@Nullable String> words) {
        String own = words.next();
        Stack inner = context.innerStack() == null ? null : withWords(context.innerStack(), words);
        var children = new ArrayList<Child>();
        for (Child child : context.children()) {
            children.add(child instanceof Context kept ? withWords(kept, words) : child);
        }
        Context with = context.with(inner, children);
        return Objects.equals(own, context.description()) ? with : with.described(own);
    }
}
