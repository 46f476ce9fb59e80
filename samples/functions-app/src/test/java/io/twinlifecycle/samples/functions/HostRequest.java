package io.twinlifecycle.samples.functions;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A request as the host's worker hands it over, and an answer as it takes it back. */
record HostRequest(Map<String, String> getHeaders, Optional<String> getBody)
        implements HttpRequestMessage<Optional<String>> {

    static HostRequest json(String body) {
        return new HostRequest(Map.of("content-type", "application/json; charset=utf-8"), Optional.of(body));
    }

    @Override
    public URI getUri() {
        return URI.create("https://app.azurewebsites.net/api/DpsAdtAllocationFunc");
    }

    @Override
    public HttpMethod getHttpMethod() {
        return HttpMethod.POST;
    }

    @Override
    public Map<String, String> getQueryParameters() {
        return Map.of();
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(HttpStatus status) {
        return new Response().status(status);
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(HttpStatusType status) {
        return new Response().status(status);
    }

    private static final class Response implements HttpResponseMessage, HttpResponseMessage.Builder {

        private final Map<String, String> headers = new HashMap<>();
        private HttpStatusType status = HttpStatus.OK;
        private Object body = "";

        @Override
        public HttpStatusType getStatus() {
            return status;
        }

        @Override
        public String getHeader(String name) {
            return headers.getOrDefault(name, "");
        }

        @Override
        public Object getBody() {
            return body;
        }

        @Override
        public Builder status(HttpStatusType newStatus) {
            status = newStatus;
            return this;
        }

        @Override
        public Builder header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        @Override
        public Builder body(Object newBody) {
            body = newBody;
            return this;
        }

        @Override
        public HttpResponseMessage build() {
            return this;
        }
    }
}
