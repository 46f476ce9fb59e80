package io.twinlifecycle.testkit.eventhubs;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs tokens as Microsoft's "Generate a shared access signature token" has it. */
final class SasTokens {

    private SasTokens() {}

    static String sign(String resource, Instant expires, String keyName, String key) {
        String encoded = URLEncoder.encode(resource, StandardCharsets.UTF_8);
        String text = encoded + "\n" + expires.getEpochSecond();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signature = Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
            return "SharedAccessSignature sr=" + encoded + "&sig="
                    + URLEncoder.encode(signature, StandardCharsets.UTF_8) + "&se=" + expires.getEpochSecond() + "&skn="
                    + keyName;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
