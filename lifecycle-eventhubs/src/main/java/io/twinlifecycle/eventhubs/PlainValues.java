package io.twinlifecycle.eventhubs;

import java.lang.reflect.Array;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.qpid.proton.amqp.Binary;
import org.jspecify.annotations.Nullable;

/** Property values of AMQP messages as plain Java values, so that nothing behind the adapter needs to know AMQP's own types. */
final class PlainValues {

    private static final int MAX_DEPTH = 16;
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);
    private static final Set<Class<?>> PLAIN = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            UUID.class,
            Instant.class,
            OffsetDateTime.class,
            Date.class,
            byte[].class);

    private PlainValues() {}

    /** The value itself if it is plain, else its nearest plain relative: texts for symbols, longs for unsigned numbers. */
    static @Nullable Object plain(@Nullable Object value) {
        return plain(value, 0);
    }

    private static @Nullable Object plain(@Nullable Object value, int depth) {
        if (value == null || PLAIN.contains(value.getClass())) {
            return value;
        }
        if (depth == MAX_DEPTH) {
            return "(nested too deep)";
        }
        if (value instanceof Binary binary) {
            ByteBuffer buffer = binary.asByteBuffer();
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((name, inner) -> copy.put(String.valueOf(name), plain(inner, depth + 1)));
            return copy;
        }
        if (value instanceof List<?> list) {
            return list(list.toArray(), depth);
        }
        if (value.getClass().isArray()) {
            return list(value, depth);
        }
        return value instanceof Number number ? number(number) : String.valueOf(value);
    }

    private static List<@Nullable Object> list(Object array, int depth) {
        List<@Nullable Object> copy = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            copy.add(plain(Array.get(array, i), depth + 1));
        }
        return copy;
    }

    /** AMQP's unsigned numbers print as digits; its decimals do not, and stay texts. */
    private static Object number(Number number) {
        String digits = number.toString();
        if (!digits.matches("-?[0-9]{1,40}")) {
            return digits;
        }
        BigInteger big = new BigInteger(digits);
        return big.abs().compareTo(MAX_LONG) <= 0 ? (Object) big.longValue() : digits;
    }
}
