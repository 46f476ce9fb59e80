package io.twinlifecycle.samples.service;

import io.twinlifecycle.provisioning.ProvisioningWebhook;
import io.twinlifecycle.provisioning.WebhookKeys;
import io.twinlifecycle.provisioning.WebhookResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where DPS asks. An enrollment has the address as its webhook URL, with {@code ?code=} and a key. The key is asked for before the body is
 * read, and of the body no more is read than the webhook's limit.
 */
@RestController
class WebhookEndpoint {

    /** As Microsoft's article has it, so that enrollments need only another host. */
    static final String PATH = "/api/DpsAdtAllocationFunc";

    private final WebhookKeys keys;
    private final ProvisioningWebhook webhook;

    WebhookEndpoint(WebhookKeys keys, ProvisioningWebhook webhook) {
        this.keys = keys;
        this.webhook = webhook;
    }

    @PostMapping(PATH)
    ResponseEntity<byte[]> allocate(HttpServletRequest request) throws IOException {
        Optional<WebhookResponse> refusal =
                keys.refusal(request.getHeader(WebhookKeys.HEADER), request.getQueryString());
        WebhookResponse response = refusal.isPresent() ? refusal.get() : webhook.handle(request.getInputStream());
        return ResponseEntity.status(response.status())
                .header(HttpHeaders.CONTENT_TYPE, WebhookResponse.CONTENT_TYPE)
                .body(response.body());
    }
}
