package io.twinlifecycle.testkit.dps;

import io.twinlifecycle.HubHost;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.fuzz.FuzzTarget;
import io.twinlifecycle.testkit.fuzz.FuzzedExchange;
import io.twinlifecycle.testkit.fuzz.LocalAnswers;
import io.twinlifecycle.testkit.fuzz.Must;
import io.twinlifecycle.testkit.internal.Answer;
import io.twinlifecycle.testkit.internal.Percent;
import io.twinlifecycle.testkit.internal.SasToken;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.DeviceWorld;
import io.twinlifecycle.testkit.world.HubAllocation;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * The local DPS: paths, shared access signatures and bodies. It always answers, and in JSON; whoever has no key is no one; no answer shows
 * what came as a token. {@code GOOD} as a token stands for the one that the path asks for.
 */
public final class DpsTarget implements FuzzTarget {

    private static final String GOOD = "GOOD";

    /** What was registered is forgotten after so many inputs. */
    private static final int RUNS_OF_ONE_WORLD = 1_024;

    private final SymmetricKeys keys = new SymmetricKeys("Zmlyc3Qga2V5", "c2Vjb25kIGtleQ==");
    private final Operations operations = new Operations();
    private final Webhooks webhooks = webhooks();
    private DpsService service = world();
    private int runs;

    @Override
    public String name() {
        return "dps";
    }

    @Override
    public List<byte[]> seeds() {
        String path = "/" + LocalDps.ID_SCOPE + "/registrations/dev-1";
        String body = "{\"registrationId\":\"dev-1\",\"payload\":{\"modelId\":\"dtmi:a;1\"}}";
        return Stream.of(
                        "PUT " + path + "/register?api-version=2021-06-01\nAuthorization: GOOD\n\n" + body,
                        "PUT " + path + "/register?api-version=2021-06-01\nAuthorization: GOOD\n\n{\"payload\":[1]}",
                        "GET " + path + "/operations/5.1?api-version=2021-06-01\nAuthorization: GOOD\n\n",
                        "PUT " + path + "/register?api-version=2021-06-01\nAuthorization: "
                                + "SharedAccessSignature sr=0ne00000000%2Fregistrations%2Fdev-1&sig=a%2Bb%3D&skn=registration&se=4102444800\n\n"
                                + body,
                        "PUT " + path + "/register\n\n" + body,
                        "POST " + path + "?api-version=1\nAuthorization: GOOD\n\n{\"payload\":null}",
                        "POST " + path
                                + "/register?api-version=1\n\n{\"tpm\":{\"endorsementKey\":\"a\",\"storageRootKey\":\"b\"}}",
                        "PUT /enrollments/dev-2?api-version=2021-10-01\nHost: localhost\n\n{\"registrationId\":\"dev-2\"}",
                        "POST /enrollments/query?api-version=2021-10-01\nHost: localhost\n\n{\"query\":\"SELECT * FROM enrollments\"}")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void run(byte[] data) {
        if (++runs % RUNS_OF_ONE_WORLD == 0) {
            service = world();
        }
        FuzzedExchange.of(data).ifPresent(this::ask);
        String text = new String(data, StandardCharsets.UTF_8);
        SasToken.parse("SharedAccessSignature " + text).ifPresent(token -> {
            Must.hold(!token.isSignedBy(keys), () -> "signed without a key");
            Must.hold(
                    token.resource().contains(token.signature())
                            || !token.toString().contains(token.signature()),
                    () -> "a token shows its signature");
        });
    }

    private void ask(FuzzedExchange exchange) {
        String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String path = exchange.getRequestURI().getRawPath();
        boolean good = token.equals(GOOD) && signed(exchange, path);
        Answer answer = service.answer(exchange, exchange.body());
        LocalAnswers.check(answer);
        Must.hold(good || answer.status() >= 400, () -> "status " + answer.status() + " without a key");
        String shown = new String(answer.body(), StandardCharsets.UTF_8);
        Must.hold(
                token.length() < 20 || path.contains(token) || !shown.contains(token), () -> "an answer shows a token");
    }

    private boolean signed(FuzzedExchange exchange, String path) {
        String[] segments = path.split("/", -1);
        try {
            RegistrationId device = new RegistrationId(segments.length > 3 ? Percent.decode(segments[3]) : "");
            exchange.getRequestHeaders()
                    .set(
                            "Authorization",
                            Tokens.token(
                                    LocalDps.ID_SCOPE,
                                    device.value(),
                                    keys.derive(device).primary()));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Webhooks webhooks() {
        try {
            return new Webhooks(SSLContext.getDefault());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private DpsService world() {
        DeviceWorld world = new DeviceWorld(new VirtualTime());
        world.addHub("hub-a");
        world.addHub("hub-b");
        world.dps().enroll(DeviceEnrollment.group("fleet", keys).allocatedBy(new HubAllocation.Hashed()));
        return new DpsService(
                world.dps(),
                operations,
                new ServiceApi(world.dps(), new ServicePolicy(SymmetricKeys.generate()), webhooks),
                LocalDps.ID_SCOPE,
                new DpsAnswers(Duration.ofSeconds(1), HubHost::value),
                exchange -> List.of());
    }
}
