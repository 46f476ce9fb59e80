package io.twinlifecycle.adt;

import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import com.azure.digitaltwins.core.DigitalTwinsClientBuilder;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinStore;
import io.twinlifecycle.testkit.InMemoryTwinStore;
import io.twinlifecycle.testkit.adt.LocalAdt;
import io.twinlifecycle.testkit.contract.TwinStoreFixture;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;

/** The adapter, the real client and a local server, over HTTPS; the back door looks into the server's graph. */
final class LocalAdtFixture implements TwinStoreFixture {

    private final LocalAdt server = LocalAdt.start();
    private final OkHttpClient http = new OkHttpClient.Builder()
            .sslSocketFactory(server.sslContext().getSocketFactory(), server.trustManager())
            .build();
    private final InMemoryTwinStore backDoor = new InMemoryTwinStore(server.graph());
    private final AdtTwinStore store = new AdtTwinStore(client(), TimeSource.system());

    LocalAdtFixture(List<String> models) {
        backDoor.addModels(models);
    }

    LocalAdt server() {
        return server;
    }

    DigitalTwinsAsyncClient client() {
        return new DigitalTwinsClientBuilder()
                .endpoint(server.endpoint().toString())
                .credential(LoopbackClients.CREDENTIAL)
                .httpClient(new OkHttpAsyncHttpClientBuilder(http).build())
                .retryOptions(AdtClients.retries())
                .buildAsyncClient();
    }

    @Override
    public TwinStore store() {
        return store;
    }

    @Override
    public Optional<StoredTwin> storedTwin(TwinId id) {
        return backDoor.peek(id);
    }

    @Override
    public Optional<Relationship> storedRelationship(RelationshipRef ref) {
        return backDoor.peek(ref);
    }

    @Override
    public void close() {
        server.close();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
