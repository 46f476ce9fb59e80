package io.twinlifecycle;

/** Foreign text made fit for a message: bounded and on one line, so that no caller can flood or forge a log. */
public final class Texts {

    private static final int MAX_SHOWN = 80;

    private Texts() {}

    /** The text in double quotes, control characters as {@code ?}, cut after {@value #MAX_SHOWN} characters. */
    public static String quoted(String text) {
        return quoted(text, MAX_SHOWN);
    }

    /** The text in double quotes, control characters as {@code ?}, cut after so many characters. */
    public static String quoted(String text, int maxShown) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), maxShown) + 4).append('"');
        for (int i = 0; i < text.length() && i < maxShown; i++) {
            char c = text.charAt(i);
            shown.append(isShowable(c) ? c : '?');
        }
        return shown.append(text.length() > maxShown ? "…\"" : "\"").toString();
    }

    private static boolean isShowable(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
