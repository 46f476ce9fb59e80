package io.twinlifecycle.samples.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.twinlifecycle.provisioning.WebhookResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The custom-allocation webhook of DPS. The host asks for the function's key before it calls this. */
public final class DpsAdtAllocationFunc {

    private final App app;

    /** What the host calls, for each request anew. */
    public DpsAdtAllocationFunc() {
        this(App.shared());
    }

    DpsAdtAllocationFunc(App app) {
        this.app = app;
    }

    /**
     * Answers DPS: 200 with hub and initial twin, 400 for what will never succeed, 503 for what may when DPS asks again.
     *
     * @param request its body is text, since the worker converts a body of any content type to that, and to bytes only some
     */
    @FunctionName("DpsAdtAllocationFunc")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.POST},
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        byte[] body = request.getBody().orElse("").getBytes(StandardCharsets.UTF_8);
        WebhookResponse response = app.webhook().handle(body);
        context.getLogger().info(() -> "DPS is answered " + response.status());
        return request.createResponseBuilder(HttpStatus.valueOf(response.status()))
                .header("Content-Type", WebhookResponse.CONTENT_TYPE)
                .body(response.body())
                .build();
    }
}
