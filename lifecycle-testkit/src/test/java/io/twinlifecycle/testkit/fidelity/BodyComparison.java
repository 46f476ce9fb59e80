package io.twinlifecycle.testkit.fidelity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Compares bodies: the same names in the same order, the same values. Of what differs from run to run, the form alone: ETags, times,
 * links, messages. Of lists of an instance that the recorded tests shared, the forms of items.
 */
final class BodyComparison {

    private static final Pattern ETAG = Pattern.compile("W/\"[0-9a-f-]{36}\"");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,7})?(Z|\\+00:00)");
    private static final Pattern LINK = Pattern.compile("https://[^/]+(/[^?]*)(\\?.*)?");
    private static final Pattern TOKEN = Pattern.compile("continuationToken=[^&]*");
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
        if (recorded.size() != actual.size()) {
            differ(path + ".length", recorded.size(), actual.size());
        }
        for (int i = 0; i < Math.min(recorded.size(), actual.size()); i++) {
            compare(path + "[" + i + "]", recorded.get(i), actual.get(i));
        }
    }

    private void compareSharedLists(String path, JsonNode recorded, JsonNode actual) {
        for (JsonNode item : actual) {
            for (JsonNode expected : recorded) {
                if (expected.path("id").equals(item.path("id"))) {
                    compare(path + "[" + item.path("id").asText() + "]", expected, item);
                }
            }
        }
        if (!recorded.isEmpty() && actual.isEmpty()) {
            differ(path, "items", "none");
        }
    }

    private static String form(String path, JsonNode value) {
        String text = value.asText();
        String name = path.substring(path.lastIndexOf('.') + 1);
        if (FREE_TEXTS.contains(name)) {
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
