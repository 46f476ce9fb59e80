package io.twinlifecycle.testkit.dps;

import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.internal.SasToken;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import java.util.Optional;

/**
 * The shared access policy with which operators use the service API; it may do everything. Tokens expire by the machine's clock.
 *
 * @param keys either signs tokens
 */
record ServicePolicy(SymmetricKeys keys) {

    static final String NAME = "provisioningserviceowner";

    /**
     * Says whether a token is good for this server.
     *
     * @param host the name by which the client called the server, with or without a port
     */
    boolean lets(Optional<String> authorization, String host) {
        return authorization
                .flatMap(SasToken::parse)
                .filter(sas -> sas.keyName().equals(NAME))
                .filter(sas -> sas.isForHost(host))
                .filter(sas -> !sas.isExpired(TimeSource.system().now()))
                .filter(sas -> sas.isSignedBy(keys))
                .isPresent();
    }

    /** What the service SDKs take. */
    String connectionString(String host) {
        return "HostName=" + host + ";SharedAccessKeyName=" + NAME + ";SharedAccessKey=" + keys.primary();
    }

    @Override
    public String toString() {
        return "ServicePolicy[" + NAME + "]";
    }
}
