package io.twinlifecycle.adt;

import static com.tngtech.archunit.base.DescribedPredicate.lessThanOrEqualTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.twinlifecycle.eventhubs.OtherAdapter;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What lifecycle-adt promises of its code; each rule is tried on classes that break it. */
class AdtArchitectureTest {

    private static final JavaClasses ADAPTER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.twinlifecycle.adt");

    private static final ArchRule KNOWS_NO_OTHER_MODULE_THAN_CORE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.twinlifecycle.eventhubs..", "io.twinlifecycle.testkit..")
            .because("who uses one adapter must not need the other");

    private static final ArchRule USES_ITS_OWN_CLIENT_ONLY = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "io.twinlifecycle..",
                    "org.slf4j..",
                    "org.jspecify..",
                    "com.fasterxml.jackson..",
                    "com.azure.core..",
                    "com.azure.json..",
                    "com.azure.identity..",
                    "com.azure.digitaltwins..",
                    "reactor..")
            .because("the adapter translates core's port to the Azure Digital Twins client, and needs no other");

    @Test
    void keepsItsRules() {
        KNOWS_NO_OTHER_MODULE_THAN_CORE.check(ADAPTER);
        USES_ITS_OWN_CLIENT_ONLY.check(ADAPTER);
        showsFewPublicTypes().check(ADAPTER);
    }

    @Test
    void refusesTheOtherAdapter() {
        assertThat(isRefused(KNOWS_NO_OTHER_MODULE_THAN_CORE, UsesTheOtherAdapter.class))
                .isTrue();
    }

    @Test
    void refusesAnotherLibrary() {
        assertThat(isRefused(USES_ITS_OWN_CLIENT_ONLY, UsesAnotherLibrary.class))
                .isTrue();
    }

    @Test
    void refusesASeventhPublicType() {
        Class<?>[] six = {String.class, Integer.class, Long.class, Double.class, Boolean.class, Byte.class};
        Class<?>[] seven = {
            String.class, Integer.class, Long.class, Double.class, Boolean.class, Byte.class, Character.class
        };

        assertThat(isRefused(showsFewPublicTypes(), six)).isFalse();
        assertThat(isRefused(showsFewPublicTypes(), seven)).isTrue();
    }

    // Made anew for each use: the condition keeps what it counted.
    private static ArchRule showsFewPublicTypes() {
        return classes()
                .that()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .should()
                .containNumberOfElements(lessThanOrEqualTo(6))
                .allowEmptyShould(true); // none at all is few, too
    }

    private static boolean isRefused(ArchRule rule, Class<?>... offenders) {
        return rule.evaluate(new ClassFileImporter().importClasses(offenders)).hasViolation();
    }

    interface UsesTheOtherAdapter {
        OtherAdapter other();
    }

    static final class UsesAnotherLibrary {
        void call() {
            Assertions.assertThat(1).isOne();
        }
    }
}
