package io.twinlifecycle.model;

import io.twinlifecycle.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A bounded list of sentences about what is wrong. */
final class Problems {

    /** Enough to mend a template; contents with more are wrong as a whole. */
    static final int MAX_PROBLEMS = 20;

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final List<String> sentences = new ArrayList<>();
    private int more;

    void add(String sentence) {
        if (sentences.size() < MAX_PROBLEMS) {
            sentences.add(sentence);
        } else {
            more++;
        }
    }

    List<String> all() {
        List<String> all = new ArrayList<>(sentences);
        if (more > 0) {
            all.add("and " + more + " more");
        }
        return List.copyOf(all);
    }

    /** A name as a sentence shows it: as it is if it is plain, else in quotes and bounded. */
    static String shown(String name) {
        return PLAIN_NAME.matcher(name).matches() ? name : Texts.quoted(name);
    }
}
