package io.twinlifecycle.testkit.eventhubs;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The shared access keys of the namespace, by name. Immutable. */
final class SasKeys {

    private final Map<String, SasKey> keys;

    SasKeys(Collection<SasKey> keys) {
        this.keys = keys.stream().collect(Collectors.toUnmodifiableMap(SasKey::name, Function.identity()));
    }

    /**
     * The key of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    SasKey named(String name) {
        SasKey key = keys.get(name);
        if (key == null) {
            throw new IllegalArgumentException(
                    "there is no shared access key " + name + "; name it when building the server");
        }
        return key;
    }

    /**
     * Checks a token.
     *
     * @throws Refusal if it is no token, of an unknown key, changed, or expired; the message shows nothing of it
     */
    Grant verify(String token, Instant now) {
        SasToken parsed = SasToken.parse(token);
        SasKey key = keys.get(parsed.keyName());
        if (key == null) {
            throw Refusal.unauthorized("The token names an unknown key.");
        }
        return key.verify(parsed, now);
    }
}
