package asynctb.rulefiles;

import java.util.ArrayList;
import java.util.List;

/** The words and signs of an expression. */
final class Tokens {
    private static final List<String> SIGNS = List.of("==", "!=", ".", ",", "(", ")", "[", "]", "*");

    private final List<Token> tokens = new ArrayList<>();
    private int next;

    enum Kind {
        NAME,
        TEXT,
        NUMBER,
        SIGN,
        END
    }

    /**
     * A word or sign.
     *
     * @param at the place of its first character, counted from 1
     */
    record Token(Kind kind, String text, int at) {}

    /** Takes an expression apart. */
    Tokens(String source) {
        int at = 0;
        while (at < source.length()) {
            int begin = at;
            char c = source.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (Character.isJavaIdentifierStart(c) && c != '$') {
                while (at < source.length() && isNamePart(source.charAt(at))) {
                    at++;
                }
                add(Kind.NAME, source.substring(begin, at), begin);
            } else if (c >= '0' && c <= '9') {
                while (at < source.length() && source.charAt(at) >= '0' && source.charAt(at) <= '9') {
                    at++;
                }
                add(Kind.NUMBER, source.substring(begin, at), begin);
            } else if (c == '"' || c == '\'') {
                int end = source.indexOf(c, at + 1);
                if (end < 0) {
                    throw new WrongExpression("a text has no end", begin + 1);
                }
                add(Kind.TEXT, source.substring(at + 1, end), begin);
                at = end + 1;
            } else {
                String sign = sign(source, at);
                add(Kind.SIGN, sign, begin);
                at += sign.length();
            }
        }
        add(Kind.END, "", source.length());
    }

    private static boolean isNamePart(char c) {
        return c != '$' && Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
    }

    private static String sign(String source, int at) {
        for (String sign : SIGNS) {
            if (source.startsWith(sign, at)) {
                return sign;
            }
        }
        throw new WrongExpression("this sign has no meaning here; there are . [ ] ( ) , * == and !=", at + 1);
    }

    private void add(Kind kind, String text, int begin) {
        tokens.add(new Token(kind, text, begin + 1));
    }

    Token peek() {
        return tokens.get(next);
    }

    Token take() {
        Token token = tokens.get(next);
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    /** Takes a sign or word if it comes next. */
    boolean takeIf(String text) {
        Token token = peek();
        boolean is = token.text().equals(text) && (token.kind() == Kind.SIGN || token.kind() == Kind.NAME);
        if (is) {
            next++;
        }
        return is;
    }

    /** Takes what must come next. */
    void require(String sign) {
        if (!takeIf(sign)) {
            throw wrong("here belongs '" + sign + "'");
        }
    }

    /** Takes a word or text that must come next. */
    String require(Kind kind, String what) {
        if (peek().kind() != kind) {
            throw wrong("here belongs " + what);
        }
        return take().text();
    }

    WrongExpression wrong(String message) {
        return new WrongExpression(message, peek().at());
    }
}
