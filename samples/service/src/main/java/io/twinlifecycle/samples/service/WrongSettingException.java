package io.twinlifecycle.samples.service;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A setting that no annotation could check. {@link WrongSettingAnalyzer} tells the operator so in one sentence. */
final class WrongSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String setting;

    WrongSettingException(String setting, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.setting = setting;
    }

    /** Makes something of a setting; the library's own checks say what is wrong, and never show a secret. */
    static <T> T check(String setting, Supplier<T> use) {
        try {
            return use.get();
        } catch (IllegalArgumentException e) {
            throw new WrongSettingException(setting, String.valueOf(e.getMessage()), e);
        }
    }

    String setting() {
        return setting;
    }
}
