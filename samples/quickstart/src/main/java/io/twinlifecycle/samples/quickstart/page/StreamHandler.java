package io.twinlifecycle.samples.quickstart.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The stream of server-sent events: {@code state} at first and whenever it is another, {@code entry} for each line of the feed. A reader
 * that comes again says which entry it saw last, and gets those that it missed, as far as they are remembered.
 */
final class StreamHandler implements HttpHandler {

    private static final int OK = 200;
    private static final int TOO_MANY = 503;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    /** A line of comment after so many looks, so that a reader who has left is noticed. */
    private static final int LOOKS_UNTIL_SIGN_OF_LIFE = 40;

    private final ObjectMapper json;
    private final Feed feed;
    private final StateText state;

    StreamHandler(ObjectMapper json, Feed feed, StateText state) {
        this.json = json;
        this.feed = feed;
        this.state = state;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        FeedReader reader = feed.open(after(exchange.getRequestHeaders().getFirst("Last-Event-ID")));
        if (reader == null) {
            Texts.answer(exchange, TOO_MANY, "too many pages are open\n");
            return;
        }
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(OK, 0);
            write(exchange.getResponseBody(), reader);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the cloud stops
        } finally {
            feed.close(reader);
        }
    }

    private void write(OutputStream out, FeedReader reader) throws IOException, InterruptedException {
        String shown = "";
        int looks = 0;
        while (!reader.isDropped()) {
            Entry entry = reader.next(LOOK_AGAIN);
            while (entry != null) {
                send(out, "id: " + entry.id() + "\nevent: entry\ndata: " + json.writeValueAsString(entry) + "\n\n");
                entry = reader.next(Duration.ZERO);
            }
            String now = state.read();
            if (!now.equals(shown)) {
                send(out, "event: state\ndata: " + now + "\n\n");
                shown = now;
            } else if (++looks % LOOKS_UNTIL_SIGN_OF_LIFE == 0) {
                send(out, ":\n\n");
            }
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static long after(@Nullable String id) {
        try {
            return id == null ? 0 : Long.parseLong(id);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
