package io.twinlifecycle.samples.quickstart.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.testkit.graph.TwinGraphException;
import io.twinlifecycle.testkit.world.WorldRefusal;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * {@code POST /COMMAND/DEVICE}: 204 if it was carried out, 400 for what is no device's id, 409 with a sentence for what cannot be done now.
 *
 * @param command what to do with the device
 */
record CommandHandler(Consumer<DeviceId> command) implements HttpHandler {

    private static final int BAD_REQUEST = 400;
    private static final int NOT_ALLOWED = 405;
    private static final int CONFLICT = 409;

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            Texts.answer(exchange, NOT_ALLOWED, "POST, please\n");
            return;
        }
        try {
            String path = exchange.getRequestURI().getPath();
            command.accept(new DeviceId(
                    path.substring(exchange.getHttpContext().getPath().length())));
        } catch (IllegalArgumentException e) {
            Texts.answer(exchange, BAD_REQUEST, "This is no id of a device.");
            return;
        } catch (Refused | WorldRefusal | TwinGraphException e) {
            Texts.answer(exchange, CONFLICT, String.valueOf(e.getMessage()));
            return;
        }
        Texts.nothing(exchange);
    }
}
