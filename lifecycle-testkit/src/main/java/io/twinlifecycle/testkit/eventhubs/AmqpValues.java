package io.twinlifecycle.testkit.eventhubs;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedByte;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.UnsignedShort;
import org.jspecify.annotations.Nullable;

/** Property values: plain Java outside, AMQP's types on the wire. */
final class AmqpValues {

    private static final Set<Class<?>> SAME = Set.of(
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
            Date.class);

    private AmqpValues() {}

    /**
     * A value as AMQP has it.
     *
     * @throws IllegalArgumentException if it has no such value
     */
    static @Nullable Object toAmqp(String name, @Nullable Object value) {
        if (value == null || SAME.contains(value.getClass())) {
            return value;
        }
        if (value instanceof byte[] bytes) {
            return new Binary(bytes);
        }
        if (value instanceof Instant time) {
            return Date.from(time);
        }
        if (value instanceof OffsetDateTime time) {
            return Date.from(time.toInstant());
        }
        if (value instanceof List<?> list) {
            return list.stream().map(item -> toAmqp(name, item)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(key, toAmqp(name, item)));
            return copy;
        }
        throw new IllegalArgumentException("property " + name + " is a "
                + value.getClass().getName() + ", which no AMQP message can carry; use a text, number, time or bytes");
    }

    /** A value as plain Java: texts for symbols, bytes for binaries, instants for times, signed numbers for small unsigned ones. */
    static Object fromAmqp(Object value) {
        if (value instanceof Symbol symbol) {
            return symbol.toString();
        }
        if (value instanceof Binary binary) {
            return MessageCodec.bytes(binary);
        }
        if (value instanceof Date time) {
            return time.toInstant();
        }
        if (value instanceof UnsignedInteger || value instanceof UnsignedShort || value instanceof UnsignedByte) {
            return ((Number) value).longValue();
        }
        return value;
    }
}
