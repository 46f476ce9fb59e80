package io.twinlifecycle.testkit.fuzz;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request without a network: {@code PUT /path?query}, a line for each header, an empty line, the body. What the JDK's server would not
 * let through is no request.
 */
public final class FuzzedExchange extends HttpExchange {

    private final String method;
    private final URI uri;
    private final Headers headers;
    private final byte[] body;

    private FuzzedExchange(String method, URI uri, Headers headers, byte[] body) {
        this.method = method;
        this.uri = uri;
        this.headers = headers;
        this.body = body;
    }

    /** The request that the bytes are, if they are one. */
    public static Optional<FuzzedExchange> of(byte[] data) {
        int end = end(data);
        String[] lines = new String(data, 0, end, StandardCharsets.UTF_8).split("\n", -1);
        int space = lines[0].indexOf(' ');
        if (space < 1) {
            return Optional.empty();
        }
        Headers headers = new Headers();
        try {
            for (String line : Arrays.asList(lines).subList(1, lines.length)) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    headers.add(
                            line.substring(0, colon), line.substring(colon + 1).strip());
                }
            }
            URI uri = new URI(lines[0].substring(space + 1));
            String path = uri.getRawPath();
            return path == null || !path.startsWith("/")
                    ? Optional.empty()
                    : Optional.of(new FuzzedExchange(
                            lines[0].substring(0, space),
                            uri,
                            headers,
                            Arrays.copyOfRange(data, Math.min(end + 2, data.length), data.length)));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int end(byte[] data) {
        for (int i = 0; i + 1 < data.length; i++) {
            if (data[i] == '\n' && data[i + 1] == '\n') {
                return i;
            }
        }
        return data.length;
    }

    /** Its body. */
    public byte[] body() {
        return body.clone();
    }

    @Override
    public Headers getRequestHeaders() {
        return headers;
    }

    @Override
    public URI getRequestURI() {
        return uri;
    }

    @Override
    public String getRequestMethod() {
        return method;
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return InetSocketAddress.createUnresolved("localhost", 443);
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return getLocalAddress();
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    public void close() {}

    @Override
    public Headers getResponseHeaders() {
        throw new UnsupportedOperationException();
    }

    @Override
    public HttpContext getHttpContext() {
        throw new UnsupportedOperationException();
    }

    @Override
    public InputStream getRequestBody() {
        throw new UnsupportedOperationException();
    }

    @Override
    public OutputStream getResponseBody() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void sendResponseHeaders(int status, long length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getResponseCode() {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return null;
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setStreams(InputStream in, OutputStream out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public HttpPrincipal getPrincipal() {
        throw new UnsupportedOperationException();
    }
}
