package io.twinlifecycle.samples.functions;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import com.azure.identity.DefaultAzureCredentialBuilder;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the cold start measures, in a JVM of its own: the webhook's first answer and its second. Arguments: {@code whole} or {@code steps},
 * and two files with requests. With {@code steps} a token and a connection come first, each by itself, so that one sees what they take.
 * It prints pairs of a name and milliseconds, and no test kit is on its class path.
 */
public final class FirstAnswer {

    private static final String SCOPE = "https://digitaltwins.azure.net/.default";

    private static final int MAX_ATTEMPTS = 5;

    private long last = System.nanoTime();

    private FirstAnswer() {}

    /** Answers two requests. */
    public static void main(String[] args) throws Exception {
        System.out.println("main " + System.currentTimeMillis());
        new FirstAnswer().run(args[0], Path.of(args[1]), Path.of(args[2]));
    }

    private void run(String mode, Path first, Path second) throws Exception {
        if (mode.equals("steps")) {
            new DefaultAzureCredentialBuilder().build().getTokenSync(new TokenRequestContext().addScopes(SCOPE));
            lap("token");
            String url = System.getenv("ADT_SERVICE_URL") + "/models?api-version=2023-10-31";
            HttpClient.createDefault()
                    .sendSync(new HttpRequest(HttpMethod.GET, url), Context.NONE)
                    .close();
            lap("connection");
        }
        App.shared().webhook();
        lap("clients");
        answer(first);
        lap("answer");
        System.out.println("answered " + System.currentTimeMillis());
        last = System.nanoTime();
        answer(second);
        lap("second");
        System.out.println(
                "classes " + ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
        System.exit(0);
    }

    /** Asks again after 503, as DPS does, if without its pause: on a slow machine the first answer may be over the webhook's budget. */
    private static void answer(Path request) throws Exception {
        HostRequest fromDps = HostRequest.json(Files.readString(request));
        int status = 503;
        for (int attempt = 1; status == 503 && attempt <= MAX_ATTEMPTS; attempt++) {
            status = new DpsAdtAllocationFunc()
                    .run(fromDps, new HostContext("DpsAdtAllocationFunc"))
                    .getStatusCode();
        }
        if (status != 200) {
            throw new IllegalStateException("answered " + status);
        }
    }

    private void lap(String name) {
        System.out.println(name + " " + (System.nanoTime() - last) / 1e6);
        last = System.nanoTime();
    }
}
