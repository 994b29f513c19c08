package asynctb.rulefiles;

import asynctb.rules.FrameView;
import asynctb.rules.Inner;
import asynctb.rules.Value;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the language of expressions, of which {@code docs/rule-files.md} tells. */
final class ExpressionParser {
    static final int MAX_LENGTH = 2_000;
    static final int MAX_DEPTH = 30;

    private final Tokens tokens;
    private final Scope scope;
    private int depth;
    private boolean isWithin;

    /** What a rule is asked about, and so what its expressions begin with. */
    enum Scope {
        FRAME,
        /** The frame of a generator that a manager is made of; what follows it is not asked for. */
        GENERATOR,
        OBJECT,
        /** Nothing yet: where tasks are searched for. */
        NOTHING;

        boolean hasVariables() {
            return this == FRAME || this == GENERATOR;
        }
    }

    private ExpressionParser(Tokens tokens, Scope scope) {
        this.tokens = tokens;
        this.scope = scope;
    }

    /**
     * Reads an expression.
     *
     * @throws WrongExpression if it is none
     */
    static Expression parse(String source, Scope scope) {
        if (source.length() > MAX_LENGTH) {
            throw new WrongExpression("it is longer than " + MAX_LENGTH + " characters", MAX_LENGTH);
        }
        var parser = new ExpressionParser(new Tokens(source), scope);
        Expression expression = parser.either();
        if (parser.tokens.peek().kind() != Tokens.Kind.END) {
            throw parser.tokens.wrong("here it should end");
        }
        return expression;
    }

    private Expression either() {
        if (++depth > MAX_DEPTH) {
            throw tokens.wrong("it is nested deeper than " + MAX_DEPTH);
        }
        Expression expression = both();
        while (tokens.takeIf("or")) {
            expression = expression.or(both());
        }
        depth--;
        return expression;
    }

    private Expression both() {
        Expression expression = negated();
        while (tokens.takeIf("and")) {
            expression = expression.and(negated());
        }
        return expression;
    }

    private Expression negated() {
        boolean isNegated = false;
        while (tokens.takeIf("not")) {
            isNegated = !isNegated;
        }
        Expression expression = comparison();
        return isNegated ? expression.not() : expression;
    }

    private Expression comparison() {
        Expression left = path();
        if (tokens.takeIf("is")) {
            boolean isNegated = tokens.takeIf("not");
            Expression same = left.compare(Thing::isSame, path());
            return isNegated ? same.not() : same;
        }
        if (tokens.takeIf("==")) {
            return left.compare(Thing::isEqual, path());
        }
        if (tokens.takeIf("!=")) {
            return left.compare(Thing::isEqual, path()).not();
        }
        if (tokens.takeIf("in")) {
            return left.compare(Thing::isEqual, path().elements());
        }
        if (tokens.takeIf("not")) {
            tokens.require("in");
            return left.compare(Thing::isEqual, path().elements()).not();
        }
        return left;
    }

    private Expression path() {
        Expression expression = beginning();
        while (true) {
            if (tokens.takeIf(".")) {
                expression = member(expression);
            } else if (tokens.takeIf("[")) {
                expression = item(expression);
                tokens.require("]");
            } else {
                return expression;
            }
        }
    }

    private Expression member(Expression of) {
        String name = name();
        if (!tokens.takeIf("(")) {
            return of.then(value -> value.attribute(name));
        }
        Expression expression;
        if (name.equals("ref")) {
            expression = of.then(Value::referent);
        } else if (name.equals("closure")) {
            String variable = text();
            expression = of.then(value -> value.captured(variable));
        } else {
            throw tokens.wrong("only ref() and closure() are called like this");
        }
        tokens.require(")");
        return expression;
    }

    private Expression item(Expression of) {
        Tokens.Token key = tokens.take();
        return switch (key.kind()) {
            case TEXT -> of.then(value -> value.item(key.text()));
            case NUMBER -> {
                long index = number(key);
                yield of.then(value -> value.item(index));
            }
            default -> {
                if (key.kind() != Tokens.Kind.SIGN || !key.text().equals("*")) {
                    throw new WrongExpression("here belongs a text, a number or *", key.at());
                }
                yield of.elements();
            }
        };
    }

    private Expression beginning() {
        Tokens.Token first = tokens.take();
        return switch (first.kind()) {
            case TEXT -> Expression.constant(new Thing.Text(first.text()));
            case NUMBER -> Expression.constant(new Thing.Whole(number(first)));
            case NAME -> named(first);
            default -> {
                if (first.kind() != Tokens.Kind.SIGN || !first.text().equals("(")) {
                    throw new WrongExpression("here belongs something to begin with", first.at());
                }
                Expression inner = either();
                tokens.require(")");
                yield inner;
            }
        };
    }

    private Expression named(Tokens.Token word) {
        return switch (word.text()) {
            case "None" -> Expression.constant(new Thing.Nothing());
            case "True" -> Expression.constant(new Thing.Truth(true));
            case "False" -> Expression.constant(new Thing.Truth(false));
            case "self" -> {
                require(scope == Scope.OBJECT, word, "self is what a rule for a class is asked about");
                yield Expression.self();
            }
            case "local" -> {
                require(scope.hasVariables() || isWithin, word, "local is for rules for functions, and within where");
                tokens.require(".");
                yield Expression.local(Place::frame, name());
            }
            case "outer" -> {
                require(
                        scope.hasVariables() && isWithin,
                        word,
                        "outer has a meaning only within where, in rules for functions");
                tokens.require(".");
                yield Expression.local(Place::outer, name());
            }
            case "next" -> {
                require(scope == Scope.FRAME && !isWithin, word, "next is for rules for frames, outside of where");
                yield next();
            }
            case "module" -> {
                tokens.require("(");
                String name = text();
                tokens.require(")");
                yield Expression.module(name);
            }
            case "thread_inside" -> threadInside(word);
            case "count" -> call(Expression::count);
            case "is_a" -> {
                tokens.require("(");
                Expression of = either();
                tokens.require(",");
                String type = text();
                tokens.require(")");
                yield of.isA(type);
            }
            default ->
                throw new WrongExpression(
                        "there is no such name to begin with; here stands " + beginnings()
                                + "module(\"\u2026\"), thread_inside(), count(), is_a(), a constant",
                        word.at());
        };
    }

    /** What only some rules can begin with. */
    private String beginnings() {
        if (isWithin) {
            return "local.x for a variable there, " + (scope.hasVariables() ? "outer.x for one here, " : "");
        }
        return switch (scope) {
            case OBJECT -> "self.x for an attribute, ";
            case FRAME -> "local.x for a variable, next.x, ";
            case GENERATOR -> "local.x for a variable, ";
            case NOTHING -> "";
        };
    }

    private Expression call(Function<Expression, Expression> function) {
        tokens.require("(");
        Expression of = either();
        tokens.require(")");
        return function.apply(of);
    }

    private Expression next() {
        tokens.require(".");
        Tokens.Token what = tokens.take();
        return switch (what.text()) {
            case "function" -> Expression.name(ExpressionParser::nextFrame, FrameView::function);
            case "module" -> Expression.name(ExpressionParser::nextFrame, FrameView::module);
            case "leaf" -> Expression.leaf();
            case "local" -> {
                tokens.require(".");
                yield Expression.local(ExpressionParser::nextFrame, name());
            }
            default -> throw new WrongExpression("of next there are function, module, leaf and local", what.at());
        };
    }

    private static @Nullable FrameView nextFrame(Place place) {
        Inner inner = place.inner();
        return inner == null ? null : inner.frame();
    }

    private Expression threadInside(Tokens.Token word) {
        require(!isWithin, word, "within where there can be no other thread_inside");
        tokens.require("(");
        String module = text();
        tokens.require(",");
        String qualname = text();
        Expression where = null;
        if (tokens.takeIf("where")) {
            isWithin = true;
            where = either();
            isWithin = false;
        }
        tokens.require(")");
        return Expression.threadInside(module, qualname, where);
    }

    private static void require(boolean condition, Tokens.Token word, String otherwise) {
        if (!condition) {
            throw new WrongExpression(otherwise, word.at());
        }
    }

    private String name() {
        return tokens.require(Tokens.Kind.NAME, "a name");
    }

    private String text() {
        return tokens.require(Tokens.Kind.TEXT, "a text in quotes");
    }

    private static long number(Tokens.Token token) {
        try {
            return Long.parseLong(token.text());
        } catch (NumberFormatException e) {
            throw new WrongExpression("the number is too large", token.at());
        }
    }
}
