package io.twinlifecycle.testkit.dps;

import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Shared access signatures as Microsoft's Node client makes them. */
final class Tokens {

    private Tokens() {}

    static String token(String idScope, String registrationId, String key) {
        return token(idScope + "/registrations/" + registrationId, key, Duration.ofHours(1));
    }

    static String token(String resource, String key, Duration goodFor) {
        long expiry = TimeSource.system().now().plus(goodFor).getEpochSecond();
        String signature = SymmetricKeys.hmac(key, resource + "\n" + expiry);
        return "SharedAccessSignature sr=" + resource + "&sig=" + URLEncoder.encode(signature, StandardCharsets.UTF_8)
                + "&skn=registration&se=" + expiry;
    }
}
