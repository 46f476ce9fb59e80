package io.twinlifecycle.samples.functions;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.microsoft.azure.functions.HttpResponseMessage;
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

    private static void answer(Path request) throws Exception {
        HttpResponseMessage answer = new DpsAdtAllocationFunc()
                .run(HostRequest.json(Files.readString(request)), new HostContext("DpsAdtAllocationFunc"));
        if (answer.getStatusCode() != 200) {
            throw new IllegalStateException("answered " + answer.getStatusCode());
        }
    }

    private void lap(String name) {
        System.out.println(name + " " + (System.nanoTime() - last) / 1e6);
        last = System.nanoTime();
    }
}
