package io.twinlifecycle.testkit.fidelity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Compares bodies: the same names in the same order, the same values. Of what differs from run to run, the form alone: ETags, times,
 * links, tokens, messages. Of lists of an instance that the recorded tests shared, those items that are in both; if none is, the form of
 * the first. A recorded list that was cut ends in an item that says how many more there were.
 */
final class BodyComparison {

    private static final Pattern ETAG = Pattern.compile("W/\"[0-9a-f-]{36}\"");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,7})?(Z|\\+00:00)");
    private static final Pattern LINK = Pattern.compile("https://[^/]+(/[^?]*)(\\?.*)?");
    private static final Pattern TOKEN = Pattern.compile("continuationToken=[^&]*");
    private static final String CUT = "\u2026cut";
    private static final Set<String> FREE_TEXTS = Set.of("message", "traceId", "instance");

    private final boolean hasTwinTime;
    private final boolean sharedList;
    private final List<String> differences = new ArrayList<>();

    BodyComparison(boolean hasTwinTime, boolean sharedList) {
        this.hasTwinTime = hasTwinTime;
        this.sharedList = sharedList;
    }

    List<String> differences(JsonNode recorded, JsonNode actual) {
        compare("$", recorded, actual);
        return differences;
    }

    private void compare(String path, JsonNode recorded, JsonNode actual) {
        if (recorded.getNodeType() != actual.getNodeType()
                || recorded.isIntegralNumber() != actual.isIntegralNumber()) {
            differ(path, recorded.getNodeType(), actual.getNodeType());
        } else if (recorded.isObject()) {
            compareObjects(path, recorded, actual);
        } else if (recorded.isArray()) {
            compareArrays(path, recorded, actual);
        } else if (!form(path, recorded).equals(form(path, actual))) {
            differ(path, recorded, actual);
        }
    }

    private void compareObjects(String path, JsonNode recorded, JsonNode actual) {
        List<String> expected = names(path, recorded);
        List<String> found = names(path, actual);
        if (!expected.equals(found)) {
            differ(path, expected, found);
        }
        Set<String> common = new LinkedHashSet<>(expected);
        common.retainAll(found);
        common.forEach(name -> compare(path + "." + name, recorded.get(name), actual.get(name)));
    }

    private List<String> names(String path, JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        if (!hasTwinTime && path.endsWith("$metadata")) {
            names.remove("$lastUpdateTime");
        }
        return names;
    }

    private void compareArrays(String path, JsonNode recorded, JsonNode actual) {
        if (sharedList && path.equals("$.value")) {
            compareSharedLists(path, recorded, actual);
            return;
        }
        int cut = recorded.isEmpty()
                ? 0
                : recorded.get(recorded.size() - 1).path(CUT).asInt();
        int written = recorded.size() - (cut > 0 ? 1 : 0);
        if (written + cut != actual.size()) {
            differ(path + ".length", written + cut, actual.size());
        }
        for (int i = 0; i < Math.min(written, actual.size()); i++) {
            compare(path + "[" + i + "]", recorded.get(i), actual.get(i));
        }
    }

    private void compareSharedLists(String path, JsonNode recorded, JsonNode actual) {
        boolean met = false;
        for (JsonNode item : actual) {
            for (JsonNode expected : recorded) {
                if (!id(item).isEmpty() && id(expected).equals(id(item))) {
                    met = true;
                    compare(path + "[" + id(item) + "]", expected, item);
                }
            }
        }
        if (!recorded.isEmpty() && actual.isEmpty()) {
            differ(path, "items", "none");
        } else if (!met && !recorded.isEmpty()) {
            compareForms(path, recorded.get(0), actual.get(0));
        }
    }

    /** Other items of other models: what they have in common is what the service adds, and how rows are named. */
    private void compareForms(String path, JsonNode recorded, JsonNode actual) {
        List<String> expected = own(recorded);
        List<String> found = own(actual);
        if (!expected.equals(found)) {
            differ(path + "[0]", expected, found);
        }
    }

    private List<String> own(JsonNode item) {
        boolean isTwin = item.has("$dtId");
        List<String> names = names("", item);
        names.removeIf(name -> isTwin && !name.startsWith("$"));
        return names;
    }

    private static String id(JsonNode item) {
        return item.path("id").asText(item.path("$dtId").asText());
    }

    private static String form(String path, JsonNode value) {
        String text = value.asText();
        String name = path.substring(path.lastIndexOf('.') + 1);
        if (name.equals("continuationToken") && value.isTextual()) {
            return "<token>";
        } else if (FREE_TEXTS.contains(name)) {
            return "<text>";
        } else if (ETAG.matcher(text).matches()) {
            return "<etag>";
        } else if (TIME.matcher(text).matches()) {
            return text.endsWith("Z") ? "<time>Z" : "<time>+00:00";
        } else if (LINK.matcher(text).matches()) {
            return TOKEN.matcher(LINK.matcher(text).replaceFirst("$1$2")).replaceAll("<token>");
        }
        return value.toString();
    }

    private void differ(String path, Object recorded, Object actual) {
        differences.add("body " + path + ": recorded " + recorded + ", here " + actual);
    }
}
