package io.twinlifecycle.testkit.hubquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.testkit.internal.Json;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteConditionTest {

    private static final @Nullable Object DOCUMENT = Json.parse(
            "{\"opType\":\"deleteDeviceIdentity\",\"severity\":\"2\",\"count\":5,\"on\":true,\"nothing\":null,\"dt-subject\":\"c\",\"list\":[1,{\"a\":2}],\"object\":{\"inner\":{\"deep\":7}}}"
                    .getBytes(StandardCharsets.UTF_8));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "opType='deleteDeviceIdentity'",
                "optype = \"deleteDeviceIdentity\"",
                "opType = 'deleteDeviceIdentity' AND NOT is_defined(moduleId)",
                "opType <> 'x' and opType != 'y'",
                "count > 4 AND count <= 5 AND count = 5.0 AND count >= 0x5",
                "count = -5 OR count = 5",
                "NOT (count = 4 OR count = 6)",
                "as_number(severity) <= 2",
                "is_string(severity) AND is_number(count) AND is_bool(on) AND is_null(nothing)",
                "is_array(list) AND is_object(object) AND is_primitive(nothing) AND NOT is_primitive(list)",
                "is_defined(nothing) AND NOT is_defined(absent)",
                "nothing = null",
                "on",
                "dt-subject = 'c'",
                "list[0] = 1 AND list[1].a = 2 AND object.inner.deep = 7",
                "concat(lower('AB'), upper('c'), 'd') = 'abCd'",
                "length('abc') = 3 AND index_of('abc', 'c') = 2 AND index_of('abc', 'x') = -1",
                "starts_with('abc', 'ab') AND ends_with('abc', 'bc') AND contains('abc', 'b')",
                "substring('abcdef', 1, 2) = 'bc' AND substring('abcdef', 4) = 'ef' AND substring('abc', 9) = ''",
                "abs(-3) = 3 AND square(3) = 9 AND sqrt(9) = 3 AND power(2, 3) = 8 AND sign(-2) = -1",
                "ceiling(1.2) = 2 AND floor(1.8) = 1 AND exp(0) = 1",
                "1 + 2 * 3 = 7 AND (1 + 2) * 3 = 9 AND 7 % 4 = 3 AND 1 / 4 = 0.25 AND 5 - 3 = 2",
                "opType IN ['a', 'deleteDeviceIdentity'] AND count NIN [1, 2]",
                "'it\\'s \\u0041 \\\\' = \"it's A \\\\\"",
                "absent = 1 OR on",
                "NOT false AND NOT (on AND false)"
            })
    void isTrue(String condition) {
        assertThat(isTrue(condition, DOCUMENT)).as(condition).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "false",
                "null",
                "undefined",
                "opType",
                "count",
                "absent = 'x'",
                "absent != 'x'",
                "NOT (absent = 'x')",
                "absent = 1 AND on",
                "NOT absent",
                "severity = 2",
                "severity != 2",
                "opType = 'DELETEDEVICEIDENTITY'",
                "as_number('x') = 1 OR as_number('1e999999999') > 0",
                "list = list",
                "list[7] = 1",
                "object.inner.absent = 7",
                "1 / 0 = 1 OR 1 % 0 = 0",
                "length(count) = 1",
                "concat('a', absent) = 'a'",
                "power(10, 400) > 0",
                "absent IN ['a'] OR absent NIN ['a']"
            })
    void isNotTrue(String condition) {
        assertThat(isTrue(condition, DOCUMENT)).as(condition).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "opType =",
                "= 'a'",
                "(opType = 'a'",
                "opType = 'a",
                "opType = 'a' opType",
                "a = b = c",
                "a AND",
                "NOT",
                "no_such_function(a)",
                "is_defined()",
                "is_defined(a, b)",
                "a[b] = 1",
                "a. = 1",
                "a = 1x",
                "a = 0x",
                "a == 1 ;",
                "a = 'x\\n'",
                "a IN [b]",
                "a IN [[1]]",
                "a IN []",
                "a : b",
                "select = 1"
            })
    void refusesWhatTheDocumentationDoesNotExplain(String condition) {
        assertThatThrownBy(() -> RouteCondition.parse(condition))
                .as(condition)
                .isInstanceOf(HubQueryException.class)
                .hasMessageContaining("at position");
    }

    @Test
    void saysWhereAndWhy() {
        assertThatThrownBy(() -> RouteCondition.parse("opType = 'a' AND isdefined(x)"))
                .hasMessage("at position 17, 'isdefined': there is no such function here");
    }

    @Test
    void boundsLengthAndDepth() {
        assertThatThrownBy(() -> RouteCondition.parse(" ".repeat(8_001))).hasMessageContaining("8000");
        assertThatThrownBy(() -> RouteCondition.parse("(".repeat(4_000))).hasMessageContaining("deeper than 64");
        String many = "NOT ".repeat(1_000) + "true";
        assertThat(isTrue(many, DOCUMENT)).isTrue();
    }

    private static boolean isTrue(String condition, @Nullable Object document) {
        return RouteCondition.parse(condition).isTrue(name -> Reference.find(document, name.path(), true));
    }
}
