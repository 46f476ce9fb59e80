package io.twinlifecycle.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import io.twinlifecycle.RootThatUsesASubpackage;
import io.twinlifecycle.violationa.UsesB;
import io.twinlifecycle.violationb.UsesA;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** What lifecycle-core promises of its code, each rule beside classes that break it. */
record CoreRule(ArchRule rule, List<List<Class<?>>> violations) {

    private static final Set<String> CLOCKS = Set.of("java.lang.System.nanoTime", "java.lang.System.currentTimeMillis");

    static List<CoreRule> all() {
        return List.of(
                usesOnlyItsFewLibraries(),
                doesNoInputOrOutput(),
                startsNoThread(),
                leavesTimeToOneClass(),
                printsNothing(),
                hasNoCycleBetweenPackages(),
                keepsTheRootPackageFreeOfTheOthers(),
                showsNoJacksonType());
    }

    private static CoreRule usesOnlyItsFewLibraries() {
        return refusing(
                classes()
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                "java..",
                                "io.twinlifecycle..",
                                "org.slf4j..",
                                "com.fasterxml.jackson..",
                                "org.jspecify..")
                        .because("every dependency of core is forced on its users, and no vendor's type belongs there"),
                Violations.UsesAnotherLibrary.class);
    }

    private static CoreRule doesNoInputOrOutput() {
        return refusing(
                noClasses()
                        .should()
                        .dependOnClassesThat(describe("read or write files or the network", CoreRule::isInputOutput))
                        .because("core is pure logic; adapters talk to the world"),
                Violations.ReadsAFile.class,
                Violations.ReadsAPath.class,
                Violations.OpensASocket.class);
    }

    private static CoreRule startsNoThread() {
        return refusing(
                noClasses()
                        .should()
                        .dependOnClassesThat(describe("own threads", CoreRule::ownsThreads))
                        .orShould()
                        .callCodeUnitWhere(describe("it starts work without an Executor", CoreRule::startsThread))
                        .because("concurrency is the caller's, who hands in an Executor"),
                Violations.CreatesAThread.class,
                Violations.CreatesAnExecutor.class,
                Violations.CreatesATimer.class,
                Violations.RunsOnTheCommonPool.class,
                Violations.StreamsInParallel.class);
    }

    private static CoreRule leavesTimeToOneClass() {
        return refusing(
                noClasses()
                        .that()
                        .doNotHaveFullyQualifiedName("io.twinlifecycle.SystemTime")
                        .should()
                        .callCodeUnitWhere(describe("it asks the machine for the time, or sleeps", CoreRule::usesTime))
                        .because("time is passed in as a TimeSource"),
                Violations.AsksForTheInstant.class,
                Violations.AsksForNanoseconds.class,
                Violations.TakesTheSystemClock.class,
                Violations.CreatesADate.class,
                Violations.Sleeps.class);
    }

    private static CoreRule printsNothing() {
        return refusing(NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS, Violations.UsesStandardOutput.class);
    }

    private static CoreRule hasNoCycleBetweenPackages() {
        return new CoreRule(
                slices().matching("io.twinlifecycle.(*)..").should().beFreeOfCycles(),
                List.of(List.of(UsesA.class, UsesB.class)));
    }

    private static CoreRule keepsTheRootPackageFreeOfTheOthers() {
        return refusing(
                noClasses()
                        .that()
                        .resideInAPackage("io.twinlifecycle")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("io.twinlifecycle.*..")
                        .because("the ids and helpers at the root are what all packages share"),
                RootThatUsesASubpackage.class);
    }

    private static CoreRule showsNoJacksonType() {
        return refusing(
                classes()
                        .should(new KeepOutOfSignatures("com.fasterxml.jackson"))
                        .because("which JSON library is used, and which version of it, is core's own business"),
                Violations.ReturnsJackson.class,
                Violations.TakesJackson.class,
                Violations.ThrowsJackson.class,
                Violations.HoldsJackson.class,
                Violations.ExtendsJackson.class,
                Violations.ReturnsAListOfJackson.class);
    }

    /** A rule, and classes that it must refuse, each on its own. */
    private static CoreRule refusing(ArchRule rule, Class<?>... offenders) {
        return new CoreRule(
                rule,
                Stream.<Class<?>>of(offenders).<List<Class<?>>>map(List::of).toList());
    }

    @Override
    public String toString() {
        return rule.getDescription();
    }

    private static boolean isInputOutput(JavaClass type) {
        return type.getName()
                .matches("java\\.(net|nio\\.file|nio\\.channels)\\..*|java\\.io\\.(File|RandomAccessFile|Console).*");
    }

    private static boolean ownsThreads(JavaClass type) {
        return type.getName()
                .matches(
                        "java\\.util\\.Timer.*"
                                + "|java\\.util\\.concurrent\\.(Executors|ForkJoin.*|.*ThreadPoolExecutor|StructuredTaskScope)(\\$.*)?");
    }

    private static boolean startsThread(JavaCall<?> call) {
        String name = call.getTarget().getName();
        JavaClass owner = call.getTargetOwner();
        if (owner.isAssignableTo(Thread.class)) {
            return !Set.of("currentThread", "interrupt", "isInterrupted", "interrupted", "getName", "sleep")
                    .contains(name);
        }
        if (owner.isAssignableTo(CompletableFuture.class)) {
            boolean hasExecutor = call.getTarget().getRawParameterTypes().stream()
                    .anyMatch(type -> type.isAssignableTo(Executor.class));
            return (name.endsWith("Async") && !hasExecutor)
                    || Set.of("delayedExecutor", "orTimeout", "completeOnTimeout")
                            .contains(name);
        }
        return name.equals("parallelStream") || name.equals("parallel");
    }

    private static boolean usesTime(JavaCall<?> call) {
        String owner = call.getTargetOwner().getName();
        String name = call.getTarget().getName();
        boolean hasArguments = !call.getTarget().getRawParameterTypes().isEmpty();
        return CLOCKS.contains(owner + "." + name)
                || (owner.startsWith("java.time.") && name.equals("now"))
                || (owner.startsWith("java.time.") && (name.startsWith("system") || name.startsWith("tick")))
                || (owner.equals("java.util.Date") && name.equals("<init>") && !hasArguments)
                || (owner.equals("java.lang.Thread") && name.equals("sleep"))
                || (owner.equals("java.util.concurrent.TimeUnit") && name.equals("sleep"));
    }
}
