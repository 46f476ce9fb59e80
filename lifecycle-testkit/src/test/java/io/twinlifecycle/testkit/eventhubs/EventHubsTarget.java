package io.twinlifecycle.testkit.eventhubs;

import io.twinlifecycle.testkit.fuzz.FuzzTarget;
import io.twinlifecycle.testkit.fuzz.Must;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The texts of the local Event Hubs: tokens, selectors and addresses. What is not understood is refused, without a word of a token. */
public final class EventHubsTarget implements FuzzTarget {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final SasKey KEY = new SasKey("root", "c2VjcmV0IGtleQ==", Grant.ALL);
    private static final SasKeys KEYS = new SasKeys(List.of(KEY));

    @Override
    public String name() {
        return "eventhubs";
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of(
                        SasTokens.sign("amqp://localhost/hub", NOW.plusSeconds(60), KEY.name(), KEY.key()),
                        SasTokens.sign("amqp://localhost/hub/", NOW.minusSeconds(60), KEY.name(), KEY.key()),
                        "SharedAccessSignature sr=%&sig=a%2Bb&se=99999999999999999&skn=root",
                        "amqp.annotation.x-opt-offset > '4711'",
                        "amqp.annotation.x-opt-sequence-number >= '-1'",
                        "amqp.annotation.x-opt-enqueued-time > '1767323045123'",
                        "amqp.annotation.x-opt-offset > '@latest'",
                        "amqps://localhost/hub/ConsumerGroups/$Default/Partitions/0",
                        "hub/Partitions/1",
                        "hub/Publishers/x")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void run(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        refusable(text, () -> KEYS.verify(text, NOW));
        refusable("", () -> StartPosition.parse(text));
        refusable("", () -> {
            EntityPath path = EntityPath.parse(text);
            Must.hold(EntityPath.parse(path.text()).equals(path), () -> "a path is read as it was not written");
        });
    }

    private static void refusable(String secret, Runnable work) {
        try {
            work.run();
        } catch (Refusal e) {
            Must.hold(!e.description().isEmpty(), () -> "no reason");
            Must.hold(
                    secret.length() < 20 || !e.description().contains(secret),
                    () -> "a refusal shows a token: " + e.description());
        }
    }
}
