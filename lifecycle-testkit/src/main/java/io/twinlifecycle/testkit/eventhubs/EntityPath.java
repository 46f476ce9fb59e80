package io.twinlifecycle.testkit.eventhubs;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a link's address names: a hub, a partition of a hub, or a partition as one consumer group reads it.
 *
 * @param text the address, without a host and leading slash
 * @param hub the hub's name
 * @param group the consumer group; null if the address is for sending
 * @param partition the partition's id; null if the address is the hub's
 */
record EntityPath(
        String text,
        String hub,
        @Nullable String group,
        @Nullable String partition) {

    /**
     * Reads an address.
     *
     * @throws Refusal if it is none of these forms
     */
    static EntityPath parse(String address) {
        String text = String.join("/", segments(address));
        List<String> parts = segments(address);
        if (parts.size() == 1) {
            return new EntityPath(text, parts.get(0), null, null);
        }
        if (parts.size() == 3 && parts.get(1).equalsIgnoreCase("Partitions")) {
            return new EntityPath(text, parts.get(0), null, parts.get(2));
        }
        if (parts.size() == 5
                && parts.get(1).equalsIgnoreCase("ConsumerGroups")
                && parts.get(3).equalsIgnoreCase("Partitions")) {
            return new EntityPath(text, parts.get(0), parts.get(2), parts.get(4));
        }
        if (parts.size() == 3 && parts.get(1).equalsIgnoreCase("Publishers")) {
            throw Refusal.notImitated("publisher policies");
        }
        throw Refusal.notFound(text);
    }

    /** The parts of a path, or of a URI such as {@code amqp://localhost/hub}, whose scheme and host are left out. */
    static List<String> segments(String address) {
        int host = address.indexOf("://");
        String path = host < 0 ? address : afterFirstSlash(address.substring(host + 3));
        return Arrays.stream(path.split("/", -1))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static String afterFirstSlash(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? "" : text.substring(slash);
    }
}
