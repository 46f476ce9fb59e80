package io.twinlifecycle.testkit.internal.mqtt;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * A client that wants to connect. {@link #toString} shows no password.
 *
 * @param clientId its id
 * @param cleanSession whether it wants to begin anew
 * @param username its user name
 * @param password its password
 * @param certificates what it showed, its own certificate first, which nobody checked; the client has proved that it has the key
 * @param will what it wants published when its connection breaks
 */
public record ConnectRequest(
        String clientId,
        boolean cleanSession,
        Optional<String> username,
        Optional<String> password,
        List<X509Certificate> certificates,
        Optional<Publication> will) {

    @Override
    public String toString() {
        return "ConnectRequest[" + clientId + "]";
    }
}
