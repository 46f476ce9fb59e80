package io.twinlifecycle.testkit.hubquery;

import io.twinlifecycle.testkit.hubquery.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into pieces. A name may have hyphens inside, as {@code dt-subject} and {@code iothub-message-schema} do; so a minus needs
 * space around it.
 */
final class Tokenizer {

    /** Not documented; enough for any route, and a bound. */
    private static final int MAX_LENGTH = 8_000;

    private static final List<String> LONG_SYMBOLS = List.of("!=", "<>", "<=", ">=");
    private static final String SYMBOLS = "()[].,=<>+-*/%";
    private static final String ESCAPES = "'\"\\";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokenizer(String text) {
        this.text = text;
    }

    /** The pieces, and a last one that marks the end. */
    static List<Token> tokens(String text) {
        if (text.length() > MAX_LENGTH) {
            throw HubQueryException.tooLong(text.length(), MAX_LENGTH);
        }
        return new Tokenizer(text).tokens();
    }

    private List<Token> tokens() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '\'' || c == '"') {
                string(c);
            } else if (isDigit(c)) {
                number();
            } else if (isNameStart(c)) {
                name();
            } else {
                symbol();
            }
        }
        tokens.add(new Token(Kind.END, "", at));
        return tokens;
    }

    private void string(char quote) {
        int start = at;
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != quote; at++) {
            value.append(text.charAt(at) == '\\' ? escaped() : text.charAt(at));
        }
        if (at == text.length()) {
            throw HubQueryException.at(
                    new Token(Kind.SYMBOL, String.valueOf(quote), start), "this text does not end with a quote");
        }
        at++;
        tokens.add(new Token(Kind.STRING, value.toString(), start));
    }

    /** After it, the last character of the escape is the current one. */
    private char escaped() {
        at++;
        if (at < text.length() && ESCAPES.indexOf(text.charAt(at)) >= 0) {
            return text.charAt(at);
        }
        if (at + 4 < text.length() && text.charAt(at) == 'u') {
            String digits = text.substring(at + 1, at + 5);
            if (digits.chars().allMatch(digit -> Character.digit(digit, 16) >= 0)) {
                at += 4;
                return (char) Integer.parseInt(digits, 16);
            }
        }
        throw HubQueryException.at(
                new Token(Kind.SYMBOL, "\\", at - 1), "only \\', \\\", \\\\ and \\uXXXX are escapes in a text");
    }

    private void number() {
        int start = at;
        boolean isHex = text.startsWith("0x", at);
        at += isHex ? 2 : 0;
        while (at < text.length() && Character.digit(text.charAt(at), isHex ? 16 : 10) >= 0) {
            at++;
        }
        if (!isHex && at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1))) {
            at++;
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
        }
        boolean goesOn = at < text.length() && isNameStart(text.charAt(at));
        boolean hasNoDigits = isHex && at == start + 2;
        if (goesOn || hasNoDigits) {
            throw HubQueryException.at(new Token(Kind.NUMBER, text.substring(start, at), start), "this is no number");
        }
        tokens.add(new Token(Kind.NUMBER, text.substring(start, at), start));
    }

    private void name() {
        int start = at;
        while (at < text.length() && (isNamePart(text.charAt(at)) || isInnerHyphen(at))) {
            at++;
        }
        tokens.add(new Token(Kind.NAME, text.substring(start, at), start));
    }

    private void symbol() {
        for (String symbol : LONG_SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                tokens.add(new Token(Kind.SYMBOL, symbol, at));
                at += 2;
                return;
            }
        }
        Token symbol = new Token(Kind.SYMBOL, String.valueOf(text.charAt(at)), at);
        if (SYMBOLS.indexOf(text.charAt(at)) < 0) {
            throw HubQueryException.at(symbol, "this character can stand in a text only");
        }
        tokens.add(symbol);
        at++;
    }

    private boolean isInnerHyphen(int index) {
        return text.charAt(index) == '-' && index + 1 < text.length() && isNamePart(text.charAt(index + 1));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return Character.isLetter(c) || c == '_' || c == '$';
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c);
    }
}
