package io.twinlifecycle.testkit.dps;

import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import io.twinlifecycle.testkit.world.VirtualDps;
import java.util.Optional;

/**
 * Finds out who a device is. Tokens expire by the machine's clock, which is that of the clients.
 *
 * @param dps knows the enrollments
 * @param idScope the scope that tokens name
 */
record Doorkeeper(VirtualDps dps, String idScope) {

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

        /** It may have the right certificate or TPM, but that is not imitated. */
        record Unchecked(String mechanism) implements Verdict {}
    }

    Verdict check(RegistrationId device, Optional<String> authorization) {
        Optional<SasToken> token = authorization
                .flatMap(SasToken::parse)
                .filter(sas -> sas.isFor(idScope + "/registrations/" + device.value()))
                .filter(sas -> !sas.isExpired(TimeSource.system().now()));
        Optional<DeviceEnrollment> own = dps.individual(device);
        if (own.isPresent()) {
            Optional<SymmetricKeys> keys = own.get().keysOf(device);
            if (keys.isEmpty()) {
                return new Verdict.Unchecked(own.get().attestation().type().jsonName());
            }
            return token.filter(sas -> sas.isSignedBy(keys.get())).isPresent()
                    ? new Verdict.Welcome(Optional.empty())
                    : new Verdict.Stranger();
        }
        if (authorization.isEmpty()) {
            return dps.groups().stream()
                    .map(DeviceEnrollment::attestation)
                    .filter(attestation -> attestation.symmetricKeys().isEmpty())
                    .findFirst()
                    .<Verdict>map(attestation ->
                            new Verdict.Unchecked(attestation.type().jsonName()))
                    .orElseGet(Verdict.Stranger::new);
        }
        return token.flatMap(sas -> groupOf(device, sas))
                .<Verdict>map(group -> new Verdict.Welcome(Optional.of(group)))
                .orElseGet(Verdict.Stranger::new);
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
