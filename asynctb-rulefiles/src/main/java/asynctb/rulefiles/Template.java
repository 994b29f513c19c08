package asynctb.rulefiles;

import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A text in which expressions stand between braces. */
final class Template {
    private static final int MAX_TEXT = 200;
    private static final int MAX_ELEMENTS = 10;

    private final List<Expression> pieces;

    private Template(List<Expression> pieces) {
        this.pieces = pieces;
    }

    /**
     * Reads a template; {@code {{} and {@code }}} stand for braces.
     *
     * @throws WrongExpression if it is none
     */
    static Template parse(String source, ExpressionParser.Scope scope) {
        var pieces = new ArrayList<Expression>();
        var text = new StringBuilder();
        for (int at = 0; at < source.length(); at++) {
            char c = source.charAt(at);
            boolean isDouble = at + 1 < source.length() && source.charAt(at + 1) == c;
            if (c != '{' && c != '}') {
                text.append(c);
            } else if (isDouble) {
                text.append(c);
                at++;
            } else if (c == '}') {
                throw new WrongExpression("a brace is closed that was not opened", at + 1);
            } else {
                int end = source.indexOf('}', at);
                if (end < 0) {
                    throw new WrongExpression("a brace is not closed", at + 1);
                }
                pieces.add(Expression.constant(new Thing.Text(text.toString())));
                text.setLength(0);
                pieces.add(ExpressionParser.parse(source.substring(at + 1, end), scope));
                at = end;
            }
        }
        pieces.add(Expression.constant(new Thing.Text(text.toString())));
        return new Template(List.copyOf(pieces));
    }

    /** The text; null if one of the expressions leads nowhere. */
    @Nullable
    String apply(Place place) {
        var text = new StringBuilder();
        for (Expression piece : pieces) {
            List<Thing> things = piece.evaluate(place);
            if (things.isEmpty()) {
                return null;
            }
            text.append(things.stream().limit(MAX_ELEMENTS).map(Template::words).collect(Collectors.joining(", ")));
            text.append(things.size() > MAX_ELEMENTS ? ", …" : "");
            if (text.length() > MAX_TEXT) {
                int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
                return text.substring(0, end) + "…";
            }
        }
        return text.toString();
    }

    private static String words(Thing thing) {
        return switch (thing) {
            case Thing.OfTarget object -> words(object.value());
            case Thing.Text text -> text.text();
            case Thing.Whole number -> Long.toString(number.number());
            case Thing.Truth truth -> truth.value() ? "True" : "False";
            case Thing.Nothing nothing -> "None";
            case Thing.Frames frames ->
                frames.part().thread().name() == null
                        ? "a thread"
                        : frames.part().thread().name();
        };
    }

    private static String words(Value value) {
        String text = value.text();
        if (text != null) {
            return text;
        }
        OptionalLong number = value.is("bool") ? OptionalLong.empty() : value.integer();
        return number.isPresent()
                ? Long.toString(number.getAsLong())
                : value.info().toString();
    }
}
