package io.twinlifecycle.provisioning;

import java.nio.charset.StandardCharsets;

/**
 * What DPS is answered.
 *
 * @param status the HTTP status: 200; 400 for a permanent refusal, which DPS does not ask again; 503 for a transient fault, after which it
 *     does; 403 where {@link WebhookKeys} refuse a caller
 * @param body JSON in UTF-8: the allocation, or {@code {"error":{"code","message"}}}
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to a socket, never compared
public record WebhookResponse(int status, byte[] body) {

    /** The content type of every answer. */
    public static final String CONTENT_TYPE = "application/json; charset=utf-8";

    /** The body as text. */
    public String bodyAsText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "WebhookResponse[" + status + ", " + body.length + " bytes]";
    }
}
