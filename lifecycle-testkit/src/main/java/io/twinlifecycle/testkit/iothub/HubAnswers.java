package io.twinlifecycle.testkit.iothub;

import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.http.HttpFault;
import io.twinlifecycle.testkit.internal.Answer;
import io.twinlifecycle.testkit.internal.Json;
import io.twinlifecycle.testkit.internal.WireTime;
import io.twinlifecycle.testkit.world.WorldRefusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers in the shapes of the service. */
final class HubAnswers {

    /** The names that go with the numbers (the service SDKs' lists of error codes). */
    private static final Map<Integer, String> NAMES = Map.of(
            400_001, "InvalidProtocolVersion",
            400_004, "ArgumentInvalid",
            401_002, "IotHubUnauthorizedAccess",
            404_001, "DeviceNotFound",
            404_010, "ModuleNotFound",
            409_001, "DeviceAlreadyExists",
            409_301, "ModuleAlreadyExistsOnDevice",
            412_001, "PreconditionFailed",
            413_001, "MessageTooLarge",
            429_001, "ThrottlingException");

    private HubAnswers() {}

    static Answer json(@Nullable Object body) {
        return json(200, body, Map.of());
    }

    /** With the entity tag in a header, in quotes. */
    static Answer tagged(Object body, String etag) {
        return json(200, body, Map.of("ETag", "\"" + etag + "\""));
    }

    static Answer json(int status, @Nullable Object body, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>(more);
        headers.put("Content-Type", "application/json; charset=utf-8");
        return new Answer(status, headers, Json.bytes(body));
    }

    static Answer nothing() {
        return new Answer(204, Map.of(), new byte[0]);
    }

    static Answer unauthorized() {
        return error(401, 401_002, "Unauthorized");
    }

    static Answer badRequest(String why) {
        return error(400, 400_004, why);
    }

    static Answer notImitated(String what) {
        return error(501, 501_000, "The local IoT hub does not imitate this: " + what);
    }

    /** What the world refuses, in the service's words where they are known. */
    static Answer refusal(WorldRefusal refusal, HubPath path) {
        return error(
                refusal.status(),
                refusal.errorCode(),
                switch (refusal.errorCode()) {
                    case 404_001 -> path.device();
                    case 409_001 -> "A device with ID '" + path.device() + "' is already registered.";
                    case 412_001 -> "PreconditionFailed, ETag may be invalid.";
                    default -> String.valueOf(refusal.getMessage());
                });
    }

    static Answer scripted(HttpFault.Answer fault) {
        Answer plain = fault.status() == 401
                ? unauthorized()
                : error(
                        fault.status(),
                        fault.status() * 1_000 + (fault.status() == 429 ? 1 : 0),
                        "The test told this server to answer so.");
        if (fault.retryAfter().isEmpty()) {
            return plain;
        }
        Map<String, String> headers = new LinkedHashMap<>(plain.headers());
        headers.put("Retry-After", seconds(fault.retryAfter().get()));
        return new Answer(plain.status(), headers, plain.body());
    }

    /** Seen in issues of the SDKs: errors of devices have two texts, those of modules have a number. */
    static Answer error(int status, int errorCode, String message) {
        String name = NAMES.getOrDefault(errorCode, "GenericErrorCode" + errorCode);
        String tracking = UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT) + "-G:0-TimeStamp:"
                + WireTime.of(TimeSource.system().now());
        Map<String, Object> body = new LinkedHashMap<>();
        if (errorCode == 404_010 || errorCode == 409_301) {
            body.put("errorCode", errorCode);
            body.put("message", message);
            body.put("trackingId", tracking);
            body.put("timestampUtc", WireTime.of(TimeSource.system().now()));
        } else {
            body.put("Message", "ErrorCode:" + name + ";" + message);
            body.put("ExceptionMessage", "Tracking ID:" + tracking);
        }
        return json(status, body, Map.of("iothub-errorcode", name));
    }

    private static String seconds(Duration time) {
        return String.valueOf(time.plusMillis(999).toSeconds());
    }
}
