package io.twinlifecycle.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CoreArchitectureTest {

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.twinlifecycle");

    @ParameterizedTest
    @MethodSource
    void holds(CoreRule rule) {
        rule.rule().check(CORE);
    }

    @ParameterizedTest
    @MethodSource
    void bites(CoreRule rule, List<Class<?>> offenders) {
        JavaClasses classes = new ClassFileImporter().importClasses(offenders);

        assertThat(rule.rule().evaluate(classes).hasViolation())
                .as("%s refuses %s", rule, offenders)
                .isTrue();
    }

    static List<CoreRule> holds() {
        return CoreRule.all();
    }

    static Stream<Arguments> bites() {
        return CoreRule.all().stream()
                .flatMap(rule -> rule.violations().stream().map(offenders -> Arguments.of(rule, offenders)));
    }
}
