package io.twinlifecycle.provisioning;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys with which the webhook may be called, as Azure Functions has them: in the header {@value #HEADER}, or in the query parameter
 * {@code code}, which is how DPS sends the one in an enrollment's webhook URL. For edges that have nobody before them who asks for a key;
 * Azure Functions asks itself.
 *
 * <pre>{@code
 * WebhookResponse response = keys.refusal(header, rawQuery).orElseGet(() -> webhook.handle(body));
 * }</pre>
 *
 * <p>Ask before the body is read. Several keys may be good at a time, so that one can be replaced while enrollments still name the other.
 * How long the comparison takes tells nothing of a key, nor of which one was near.
 *
 * <p>A wrong key is answered 403. DPS takes that for a refusal for good and does not ask again; 401 it would report as a fault of its own,
 * and from 429 on a stranger would be asked to come back.
 *
 * <p>Immutable and safe for use by many threads. {@link #toString} shows how many keys there are.
 */
public final class WebhookKeys {

    /** The header that carries a key; it is asked for first. */
    public static final String HEADER = "x-functions-key";

    /** A key that is shorter can be guessed; Azure Functions makes keys of 56 characters. */
    public static final int MIN_LENGTH = 20;

    private static final String PARAMETER = "code";

    private static final WebhookResponse REFUSAL = new WebhookResponse(
            403,
            ("{\"error\":{\"code\":\"KEY_REFUSED\",\"message\":\"the key is missing or wrong; put a good one into the enrollment's"
                            + " webhook URL as code, or into the header " + HEADER + "\"}}")
                    .getBytes(StandardCharsets.UTF_8));

    private final List<byte[]> digests;

    private WebhookKeys(List<byte[]> digests) {
        this.digests = digests;
    }

    /**
     * These keys are good, and no others.
     *
     * @throws IllegalArgumentException if there is none, or one has fewer than {@value #MIN_LENGTH} characters or a blank at an end; the
     *     message shows nothing of it
     */
    public static WebhookKeys of(Collection<String> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one webhook key");
        }
        for (String key : keys) {
            if (key.length() < MIN_LENGTH || !key.equals(key.strip())) {
                throw new IllegalArgumentException(
                        "a webhook key must have at least " + MIN_LENGTH + " characters and no blank at its ends");
            }
        }
        return new WebhookKeys(keys.stream().map(WebhookKeys::digest).toList());
    }

    /**
     * Lets a call pass, or says what to answer it.
     *
     * @param header the value of the header {@value #HEADER}; null if there is none
     * @param rawQuery the query of the URL as it came, still encoded; null if there is none
     * @return empty if the call has a good key
     */
    public Optional<WebhookResponse> refusal(@Nullable String header, @Nullable String rawQuery) {
        String given = header == null ? parameter(rawQuery == null ? "" : rawQuery) : header;
        return isGood(given) ? Optional.empty() : Optional.of(REFUSAL);
    }

    /** Digests are of one length, and all are compared, to the end. */
    private boolean isGood(String given) {
        byte[] digest = digest(given);
        boolean good = false;
        for (byte[] known : digests) {
            good |= MessageDigest.isEqual(known, digest);
        }
        return good;
    }

    private static String parameter(String rawQuery) {
        Map<String, String> first = new LinkedHashMap<>();
        Arrays.stream(rawQuery.split("&", 64)).forEach(pair -> {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).equalsIgnoreCase(PARAMETER)) {
                first.putIfAbsent(PARAMETER, decoded(pair.substring(equals + 1)));
            }
        });
        return first.getOrDefault(PARAMETER, "");
    }

    /** A plus stays a plus: keys have no blanks, and some have pluses that nobody encoded. What is encoded badly is no key. */
    private static String decoded(String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[raw.length];
        int length = 0;
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                if (i + 2 >= raw.length) {
                    return "";
                }
                int high = Character.digit(raw[i + 1], 16);
                int low = Character.digit(raw[i + 2], 16);
                if (high < 0 || low < 0) {
                    return "";
                }
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                bytes[length++] = raw[i];
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return digests.size() + " webhook keys";
    }
}
