package io.twinlifecycle.testkit;

import io.twinlifecycle.testkit.contract.AllocationPolicyContract;
import io.twinlifecycle.testkit.contract.RetirementHandlerContract;
import io.twinlifecycle.testkit.contract.TwinFactoryContract;
import io.twinlifecycle.testkit.contract.TwinStoreContract;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The numbered rules of the contract suites, read off the suites themselves. */
final class Rules {

    /** Suite to its rules as they are shown, such as {@code S3 creating leaves ...}, by number. */
    static Map<Class<?>, List<String>> bySuite() {
        Map<Class<?>, List<String>> all = new LinkedHashMap<>();
        for (Class<?> suite : List.of(
                AllocationPolicyContract.class,
                TwinStoreContract.class,
                TwinFactoryContract.class,
                RetirementHandlerContract.class)) {
            all.put(suite, of(suite));
        }
        return all;
    }

    /** Their numbers, such as {@code S3}. */
    static List<String> numbers() {
        return bySuite().values().stream()
                .flatMap(List::stream)
                .map(rule -> rule.substring(0, rule.indexOf(' ')))
                .toList();
    }

    private static List<String> of(Class<?> suite) {
        return Stream.<Class<?>>iterate(suite, type -> type != Object.class, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(method -> method.getAnnotation(DisplayName.class).value())
                .sorted(Comparator.comparingInt(rule -> Integer.parseInt(rule.substring(1, rule.indexOf(' ')))))
                .toList();
    }

    private Rules() {}
}
