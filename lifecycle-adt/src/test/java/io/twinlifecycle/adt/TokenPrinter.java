package io.twinlifecycle.adt;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;

/** A process of its own, since Azure's credentials look at its environment: prints a token for Azure Digital Twins, or why there is none. */
final class TokenPrinter {

    private TokenPrinter() {}

    /** Takes the credential to use: {@code default} or {@code managed}. */
    public static void main(String... args) {
        TokenCredential credential = args[0].equals("default")
                ? new DefaultAzureCredentialBuilder().build()
                : new ManagedIdentityCredentialBuilder().build();
        try {
            AccessToken token = credential.getTokenSync(
                    new TokenRequestContext().addScopes("https://digitaltwins.azure.net/.default"));
            System.out.println("token " + token.getToken());
            System.exit(0); // the credentials' threads may stay for a while
        } catch (RuntimeException e) {
            System.out.println("none: " + e);
            System.exit(1);
        }
    }
}
