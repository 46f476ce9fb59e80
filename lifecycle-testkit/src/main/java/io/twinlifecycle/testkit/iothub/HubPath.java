package io.twinlifecycle.testkit.iothub;

import io.twinlifecycle.testkit.internal.Percent;
import java.util.Arrays;
import java.util.List;

/**
 * A path of the service API, without its encoding. Clients may end it with a slash.
 *
 * @param segments what lies between the slashes
 */
record HubPath(List<String> segments) {

    static HubPath of(String rawPath) {
        String path = rawPath.substring(1);
        return new HubPath(Arrays.stream(
                        (path.endsWith("/") ? path.substring(0, path.length() - 1) : path).split("/", -1))
                .map(Percent::decode)
                .toList());
    }

    /** The collection: {@code devices}, {@code twins}, {@code statistics}. */
    String root() {
        return segments.get(0);
    }

    /** Says whether it has this form; a star stands for any segment. */
    boolean is(String... form) {
        if (form.length != segments.size()) {
            return false;
        }
        for (int i = 0; i < form.length; i++) {
            if (!form[i].equals("*") && !form[i].equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The device's id; empty if it names none. */
    String device() {
        return segments.size() > 1 ? segments.get(1) : "";
    }

    /** The module's id; empty if it names none. */
    String module() {
        return segments.size() > 3 ? segments.get(3) : "";
    }
}
