package io.twinlifecycle.testkit.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.testkit.eventhubs.MessageCodec.Incoming;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.AmqpSequence;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.DeliveryAnnotations;
import org.apache.qpid.proton.amqp.messaging.Header;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {

    private static final StoredMessage.Stamp STAMP =
            new StoredMessage.Stamp("0", 7, 700, Instant.parse("2030-01-01T00:00:00Z"));

    private final MessageCodec unit = new MessageCodec();

    @Test
    void stampsAMessageAndLeavesTheRestAsItCame() {
        byte[] bare = unit.encode(
                new ApplicationProperties(Map.of("a", 1)), new AmqpSequence(List.of(1, "two")), new AmqpValue("x"));
        byte[] head = unit.encode(
                new Header(),
                new DeliveryAnnotations(Map.of(Symbol.valueOf("d"), "gone")),
                annotations("x-opt-partition-key", "k"));

        Incoming incoming = unit.split(concat(head, bare), 0).get(0);

        assertThat(incoming.bare()).isEqualTo(bare);
        assertThat(incoming.partitionKey()).isEqualTo("k");
        List<Object> stamped = unit.sections(unit.stamped(incoming, STAMP));
        assertThat(((MessageAnnotations) stamped.get(0)).getValue())
                .containsOnly(
                        Map.entry(Symbol.valueOf("x-opt-partition-key"), "k"),
                        Map.entry(Symbol.valueOf("x-opt-sequence-number"), 7L),
                        Map.entry(Symbol.valueOf("x-opt-offset"), "700"),
                        Map.entry(Symbol.valueOf("x-opt-enqueued-time"), Date.from(STAMP.enqueued())));
    }

    @Test
    void doesNotLetASenderForgeTheStamp() {
        byte[] message = concat(unit.encode(annotations("x-opt-offset", "0")), data("x"));

        byte[] stamped = unit.stamped(unit.split(message, 0).get(0), STAMP);

        assertThat(((MessageAnnotations) unit.sections(stamped).get(0)).getValue())
                .containsEntry(Symbol.valueOf("x-opt-offset"), "700");
    }

    /** Found by fuzzing: such a section was taken for part of the body, and read again it overwrote the stamp, or failed. */
    @Test
    void refusesAnnotationsThatComeAfterTheBodyHasBegun() {
        byte[] forged = concat(data("x"), unit.encode(annotations("x-opt-offset", "0")));
        byte[] empty = concat(data("x"), HexFormat.of().parseHex("00537240"));

        for (byte[] message : List.of(forged, empty)) {
            assertThatThrownBy(() -> unit.split(message, 0))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("not well-formed");
        }
    }

    @Test
    void opensABatch() {
        byte[] one = data("one");
        byte[] two = concat(unit.encode(annotations("own", "2")), data("two"));
        byte[] batch = unit.encode(
                annotations("x-opt-partition-key", "k"), new Data(new Binary(one)), new Data(new Binary(two)));

        List<Incoming> messages = unit.split(batch, MessageCodec.BATCH);

        assertThat(messages)
                .hasSize(2)
                .allSatisfy(message -> assertThat(message.partitionKey()).isEqualTo("k"));
        assertThat(messages.get(0).bare()).isEqualTo(one);
        assertThat(messages.get(1).annotations()).containsEntry(Symbol.valueOf("own"), "2");
    }

    @Test
    void opensABatchAsTheClientForNodeSendsIt() {
        // A header, the partition key "a", properties with nothing in them, and one event, "x", which has such ones
        // too.
        byte[] batch = HexFormat.of()
                .parseHex("00537045005372d10000001c00000002a313782d6f70742d706172746974696f6e2d6b6579a10161"
                        + "00537345005375a00e"
                        + "0053704500537345005375a00178");

        List<Incoming> messages = unit.split(batch, MessageCodec.BATCH);

        assertThat(messages).singleElement().extracting(Incoming::partitionKey).isEqualTo("a");
        assertThat(unit.sections(messages.get(0).bare()))
                .filteredOn(Data.class::isInstance)
                .singleElement()
                .satisfies(data -> assertThat(MessageCodec.bytes(((Data) data).getValue()))
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("x"));
    }

    @Test
    void takesAnEmptyBatchAndAnEmptyMessage() {
        assertThat(unit.split(new byte[0], MessageCodec.BATCH)).isEmpty();
        assertThat(unit.split(new byte[0], 0).get(0).bare()).isEmpty();
    }

    @Test
    void growsWithTheMessage() {
        byte[] large = new byte[100_000];

        assertThat(((Data) unit.sections(unit.encode(new Data(new Binary(large))))
                                .get(0))
                        .getValue()
                        .getLength())
                .isEqualTo(large.length);
    }

    @Test
    void refusesOtherFormatsAndBatchesOfSomethingElse() {
        assertRefused(data("x"), 1, Refusal.NOT_IMPLEMENTED);
        assertRefused(unit.encode(new AmqpValue("x")), MessageCodec.BATCH, Refusal.DECODE_ERROR);
        assertRefused(unit.encode(new Data(new Binary(new byte[] {1, 2}))), MessageCodec.BATCH, Refusal.DECODE_ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "005375",
                "005375b0ffffffff",
                "a10161",
                "005374d100000000ffffffff",
                "00000000",
                "005399a0",
                "c0ff"
            })
    void refusesGarbage(String hex) {
        assertRefused(HexFormat.of().parseHex(hex.length() % 2 == 0 ? hex : "0" + hex), 0, Refusal.DECODE_ERROR);
    }

    @Test
    void refusesWhatIsNestedWithoutEnd() {
        byte[] nested = new byte[1_000_000]; // descriptors of descriptors of descriptors

        assertRefused(nested, 0, Refusal.DECODE_ERROR);
    }

    @Test
    void goesOnAfterARefusal() {
        refusesWhatIsNestedWithoutEnd();

        assertThat(unit.split(data("x"), 0).get(0).bare()).isEqualTo(data("x"));
    }

    private void assertRefused(byte[] message, int format, String condition) {
        assertThatThrownBy(() -> unit.split(message, format))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.condition()).isEqualTo(condition));
    }

    private byte[] data(String text) {
        return unit.encode(new Data(new Binary(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static MessageAnnotations annotations(String name, Object value) {
        return new MessageAnnotations(new HashMap<>(Map.of(Symbol.valueOf(name), value)));
    }

    private static byte[] concat(byte[] one, byte[] two) {
        return ByteBuffer.allocate(one.length + two.length).put(one).put(two).array();
    }
}
