package io.twinlifecycle.samples.quickstart.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.provisioning.ProvisioningListener;
import io.twinlifecycle.provisioning.TwinFactory;
import io.twinlifecycle.retirement.RetirementListener;
import io.twinlifecycle.testkit.cloud.LocalCloud;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The page: what it watches and what it serves. The application hands its factory through {@link #beside} and tells the listeners; then the
 * article's algorithm gets the same requests and events, on a twin graph of its own.
 *
 * <p>Paths: {@code GET /} and {@code /page/…} are the page; {@code GET /state} is a {@link State} and {@code GET /stream} a stream of
 * server-sent events, both JSON; {@code POST /register/DEVICE}, {@code /move/DEVICE}, {@code /delete/DEVICE}, {@code /replay/DEVICE} and
 * {@code /telemetry/DEVICE} are the buttons. Safe for use by many threads.
 */
public final class Page {

    private static final int OK = 200;

    private final LocalCloud cloud;
    private final Feed feed;
    private final ArticleSide article;
    private final StaleEvents stale = new StaleEvents();
    private final Watch watch;
    private final ObjectMapper json = new ObjectMapper();

    private Page(LocalCloud cloud) {
        this.cloud = cloud;
        feed = new Feed(cloud.world().time());
        article = new ArticleSide(cloud.graph(), cloud.world().time());
        watch = new Watch(feed, article, cloud.world().registry(), cloud.world().time());
        cloud.world().onEvent(stale::note);
    }

    /** A page that watches a cloud. */
    public static Page of(LocalCloud cloud) {
        return new Page(cloud);
    }

    /** The same factory, beside which the article's algorithm works. */
    public TwinFactory beside(TwinFactory factory) {
        return article.beside(factory);
    }

    /** Is told of each registration. */
    public ProvisioningListener registrations() {
        return watch;
    }

    /** Is told of each event. */
    public RetirementListener events() {
        return watch;
    }

    /** Adds the page's paths to a server. */
    public void serve(HttpServer server, Gate gate, Draining draining) {
        StateReader state = new StateReader(cloud.world(), cloud.graph(), article.graph(), stale, draining, watch);
        Operator operator = new Operator(cloud, article, stale, draining, feed);
        Map<String, Consumer<DeviceId>> commands = Map.of(
                "/register/", operator::register,
                "/move/", operator::move,
                "/delete/", operator::delete,
                "/replay/", operator::replay,
                "/telemetry/", operator::telemetry);
        commands.forEach((path, command) -> add(server, gate, path, new CommandHandler(command)));
        add(server, gate, "/", new PageFiles());
        add(
                server,
                gate,
                "/state",
                exchange -> Texts.answer(exchange, OK, "application/json", json.writeValueAsBytes(state.read())));
        add(
                server,
                gate,
                "/stream",
                new StreamHandler(json, feed, new StateText(json, state::read, TimeSource.system())));
    }

    private static void add(HttpServer server, Gate gate, String path, HttpHandler handler) {
        server.createContext(path, handler).getFilters().add(gate);
    }
}
