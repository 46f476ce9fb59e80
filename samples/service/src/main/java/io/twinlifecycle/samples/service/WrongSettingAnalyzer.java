package io.twinlifecycle.samples.service;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has Spring Boot print a sentence in place of a stack trace. */
final class WrongSettingAnalyzer extends AbstractFailureAnalyzer<WrongSettingException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, WrongSettingException cause) {
        return new FailureAnalysis(
                "The setting " + cause.setting() + " is wrong: " + cause.getMessage(),
                "Correct it; docs/service.md has all settings.",
                cause);
    }
}
