package io.twinlifecycle.testkit.query;

import io.twinlifecycle.ModelId;

/** Compares the versions of models. */
final class DtmiVersion {

    private DtmiVersion() {}

    /** Says whether it is the wanted model in the wanted version or a later one, as the documentation has it of IS_OF_MODEL. */
    static boolean isSameOrLater(ModelId model, ModelId wanted) {
        return name(model).equals(name(wanted)) && compare(version(model), version(wanted)) >= 0;
    }

    private static String name(ModelId model) {
        int end = model.value().indexOf(';');
        return end < 0 ? model.value() : model.value().substring(0, end);
    }

    private static String[] version(ModelId model) {
        int end = model.value().indexOf(';');
        return end < 0 ? new String[0] : model.value().substring(end + 1).split("\\.", -1);
    }

    private static int compare(String[] one, String[] other) {
        for (int i = 0; i < Math.max(one.length, other.length); i++) {
            int difference = Integer.compare(part(one, i), part(other, i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    // A version that is not there is the lowest. The form of a DTMI allows nine digits at most.
    private static int part(String[] version, int index) {
        return index < version.length ? Integer.parseInt(version[index]) : 0;
    }
}
