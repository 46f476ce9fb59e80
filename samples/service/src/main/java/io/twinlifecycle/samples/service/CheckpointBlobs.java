package io.twinlifecycle.samples.service;

import com.azure.core.credential.TokenCredential;
import com.azure.messaging.eventhubs.checkpointstore.blob.BlobCheckpointStore;
import com.azure.storage.blob.BlobContainerClientBuilder;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The blob container of the checkpoints: by a connection string, or by its URL and the service's identity. It must be there already. */
final class CheckpointBlobs {

    private static final String SETTINGS = "twin-lifecycle.checkpoints";

    private CheckpointBlobs() {}

    static BlobCheckpointStore store(ServiceSettings.Checkpoints settings, TokenCredential identity) {
        BlobContainerClientBuilder blobs = new BlobContainerClientBuilder();
        Secret connection = settings.connectionString();
        if (connection == null) {
            blobs.endpoint(WrongSettingException.check(SETTINGS + ".container-url", () -> url(settings.containerUrl())))
                    .credential(identity);
        } else {
            enter(blobs, connection, settings.containerName());
        }
        return new BlobCheckpointStore(blobs.buildAsyncClient());
    }

    private static String url(@Nullable String text) {
        URI url = URI.create(text == null ? "" : text.strip());
        String path = url.getPath();
        if (!"https".equals(url.getScheme()) || url.getHost() == null || path == null || path.length() < 2) {
            throw new IllegalArgumentException("there must be the URL of a blob container, such as"
                    + " https://contoso.blob.core.windows.net/checkpoints, or a connection-string in its place");
        }
        return url.toString();
    }

    /** The client's own message may show pieces of the string, so neither message nor cause goes on. */
    private static void enter(BlobContainerClientBuilder blobs, Secret connection, String container) {
        try {
            blobs.connectionString(connection.value()).containerName(container);
        } catch (RuntimeException e) {
            throw new WrongSettingException(
                    SETTINGS + ".connection-string", "this is no connection string of a storage account", null);
        }
    }
}
