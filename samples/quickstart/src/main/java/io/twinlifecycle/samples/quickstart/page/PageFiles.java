package io.twinlifecycle.samples.quickstart.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The files of the page, all from the class path: those that are listed here and no others. */
final class PageFiles implements HttpHandler {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    /** The WebJar has its version in its path. */
    private static final String CYTOSCAPE = "/META-INF/resources/webjars/cytoscape/3.33.1/dist/cytoscape.esm.min.mjs";

    private record PageFile(String resource, String type) {}

    private static final Map<String, PageFile> FILES = Map.of(
            "/", new PageFile("/page/index.html", "text/html; charset=utf-8"),
            "/page/page.css", new PageFile("/page/page.css", "text/css; charset=utf-8"),
            "/page/icon.svg", new PageFile("/page/icon.svg", "image/svg+xml"),
            "/page/page.mjs", new PageFile("/page/page.mjs", SCRIPT),
            "/page/cloud.mjs", new PageFile("/page/cloud.mjs", SCRIPT),
            "/page/graph.mjs", new PageFile("/page/graph.mjs", SCRIPT),
            "/page/feed.mjs", new PageFile("/page/feed.mjs", SCRIPT),
            "/page/story.mjs", new PageFile("/page/story.mjs", SCRIPT),
            "/page/table.mjs", new PageFile("/page/table.mjs", SCRIPT),
            "/page/cytoscape.mjs", new PageFile(CYTOSCAPE, SCRIPT));

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        PageFile file = FILES.get(exchange.getRequestURI().getPath());
        if (file == null) {
            Texts.answer(exchange, NOT_FOUND, "there is nothing here\n");
        } else if (!exchange.getRequestMethod().equals("GET")) {
            Texts.answer(exchange, NOT_ALLOWED, "GET, please\n");
        } else {
            Texts.answer(exchange, OK, file.type(), read(file.resource()));
        }
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("resource " + resource + " is missing");
            }
            return in.readAllBytes();
        }
    }
}
