package io.twinlifecycle.testkit.iothub;

import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.internal.Percent;
import io.twinlifecycle.testkit.internal.SasToken;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The policies that every hub has, each with keys of its own. Tokens expire by the machine's clock, which is that of the clients. Bearer
 * tokens of whatever kind open everything: there is no directory here that could tell them apart.
 *
 * <p>Immutable and safe for use by many threads.
 */
final class SharedAccessPolicies {

    static final String OWNER = "iothubowner";

    private record Policy(SymmetricKeys keys, Set<Right> rights) {}

    private final Map<String, Policy> policies = new LinkedHashMap<>();

    SharedAccessPolicies() {
        add(OWNER, EnumSet.allOf(Right.class));
        add("service", EnumSet.of(Right.SERVICE_CONNECT));
        add("device", EnumSet.noneOf(Right.class));
        add("registryRead", EnumSet.of(Right.REGISTRY_READ));
        add("registryReadWrite", EnumSet.of(Right.REGISTRY_READ, Right.REGISTRY_WRITE));
    }

    private void add(String name, Set<Right> rights) {
        policies.put(name, new Policy(SymmetricKeys.generate(), rights));
    }

    /**
     * The keys of a policy.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    SymmetricKeys keys(String name) {
        Policy policy = policies.get(name);
        if (policy == null) {
            throw new IllegalArgumentException(
                    "there is no policy " + name + " in this hub, only " + policies.keySet());
        }
        return policy.keys();
    }

    /**
     * Says whether a request may do something.
     *
     * @param isThisHub knows the hosts by which clients may call the hub
     */
    boolean allows(Optional<String> authorization, Right right, Predicate<SasToken> isThisHub) {
        boolean isBearer = authorization
                .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                .isPresent();
        return isBearer
                || authorization
                        .flatMap(SasToken::parse)
                        .filter(isThisHub)
                        .filter(token -> !token.isExpired(TimeSource.system().now()))
                        .filter(token -> isSigned(token, right))
                        .isPresent();
    }

    private boolean isSigned(SasToken token, Right right) {
        Policy policy = policies.get(token.keyName());
        return policy != null && policy.rights().contains(right) && token.isSignedBy(policy.keys());
    }

    /** A token of a policy for a host. */
    String token(String policy, String host, Duration goodFor) {
        String resource = Percent.encode(host);
        long expiry = TimeSource.system().now().plus(goodFor).getEpochSecond();
        String signature = SymmetricKeys.hmac(keys(policy).primary(), resource + "\n" + expiry);
        return "SharedAccessSignature sr=" + resource + "&sig=" + Percent.encode(signature) + "&se=" + expiry + "&skn="
                + policy;
    }
}
