package io.twinlifecycle.testkit.dps;

import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.internal.SasToken;
import io.twinlifecycle.testkit.world.DeviceAttestation;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import io.twinlifecycle.testkit.world.VirtualDps;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out who a device is. Tokens expire by the machine's clock, which is that of the clients.
 *
 * @param dps knows the enrollments
 * @param idScope the scope that tokens name
 * @param tpms the keys of devices with a TPM
 */
record Doorkeeper(VirtualDps dps, String idScope, TpmKeys tpms) {

    /** What it found out. */
    sealed interface Verdict {

        /**
         * The device may register.
         *
         * @param group the group through which it comes; empty if it has an enrollment of its own
         */
        record Welcome(Optional<String> group) implements Verdict {}

        /** It may not. */
        record Stranger() implements Verdict {}
    }

    /**
     * Checks a device.
     *
     * @param authorization the header, if there is one
     * @param certificates what it shows, its own first
     */
    Verdict check(RegistrationId device, Optional<String> authorization, List<X509Certificate> certificates) {
        Optional<DeviceEnrollment> own = dps.individual(device);
        Optional<SasToken> token = token(device, authorization);
        if (own.isPresent()) {
            return verdict(checkOwn(own.get(), device, token, certificates), Optional.empty());
        }
        Optional<String> group =
                authorization.isPresent() ? token.flatMap(sas -> groupOf(device, sas)) : groupOf(device, certificates);
        return verdict(group.isPresent(), group);
    }

    /** The token that says that it is this device's, and has not expired. Whether it is true is not checked. */
    Optional<SasToken> token(RegistrationId device, Optional<String> authorization) {
        return authorization
                .flatMap(SasToken::parse)
                .filter(sas -> sas.isFor(idScope + "/registrations/" + device.value()))
                .filter(sas -> !sas.isExpired(now()));
    }

    private boolean checkOwn(
            DeviceEnrollment own, RegistrationId device, Optional<SasToken> token, List<X509Certificate> certificates) {
        if (own.attestation() instanceof DeviceAttestation.X509 x509) {
            return new CertificateCheck(dps)
                    .distance(x509, device, certificates, now())
                    .isPresent();
        }
        Optional<SymmetricKeys> ownKeys =
                own.attestation() instanceof DeviceAttestation.Tpm ? tpms.keysOf(device) : own.keysOf(device);
        return ownKeys.flatMap(keys -> token.filter(sas -> sas.isSignedBy(keys)))
                .isPresent();
    }

    private static Verdict verdict(boolean welcome, Optional<String> group) {
        return welcome ? new Verdict.Welcome(group) : new Verdict.Stranger();
    }

    private static Instant now() {
        return TimeSource.system().now();
    }

    /** The nearest group: it is that of the authority who signed the device's certificate, before that of one further up. */
    private Optional<String> groupOf(RegistrationId device, List<X509Certificate> certificates) {
        CertificateCheck check = new CertificateCheck(dps);
        Map<String, Integer> distances = new LinkedHashMap<>();
        for (DeviceEnrollment group : dps.groups()) {
            if (group.attestation() instanceof DeviceAttestation.X509 x509) {
                check.distance(x509, device, certificates, now())
                        .ifPresent(distance -> distances.put(group.id(), distance));
            }
        }
        return distances.entrySet().stream().min(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    /** The service ignores the case of registration IDs, and does not say which spelling the keys come from: either will do. */
    private Optional<String> groupOf(RegistrationId device, SasToken token) {
        RegistrationId folded = new RegistrationId(device.folded());
        return dps.groups().stream()
                .filter(group -> group.keysOf(device).filter(token::isSignedBy).isPresent()
                        || group.keysOf(folded).filter(token::isSignedBy).isPresent())
                .map(DeviceEnrollment::id)
                .findFirst();
    }
}
