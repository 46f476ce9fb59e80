package io.twinlifecycle.testkit.dps;

import io.twinlifecycle.HubHost;
import io.twinlifecycle.testkit.http.ServerOptions;
import io.twinlifecycle.testkit.world.DeviceWorld;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects what a server is to be. Not safe for use by many threads. */
public final class LocalDpsBuilder {

    private final DeviceWorld world;
    private String idScope = LocalDps.ID_SCOPE;
    private Duration pollAfter = Duration.ofSeconds(1);
    private @Nullable ServerOptions options;
    private Function<HubHost, String> hubAddress = HubHost::value;
    private boolean mqtt;

    LocalDpsBuilder(DeviceWorld world) {
        this.world = world;
    }

    /** What devices have to name; {@value LocalDps#ID_SCOPE} if not set. */
    public LocalDpsBuilder idScope(String scope) {
        idScope = Objects.requireNonNull(scope, "scope");
        return this;
    }

    /** How long devices are told to wait before they poll, in whole seconds, rounded up; a second if not set. */
    public LocalDpsBuilder pollAfter(Duration wait) {
        pollAfter = Objects.requireNonNull(wait, "wait");
        return this;
    }

    /** Where it listens, and its certificate; any free ports and a certificate of its own if not set. */
    public LocalDpsBuilder server(ServerOptions where) {
        options = Objects.requireNonNull(where, "where");
        return this;
    }

    /** It speaks MQTT 3.1.1 on its HTTPS port too; needs {@code io.netty:netty-codec-mqtt} and {@code io.netty:netty-handler}. */
    public LocalDpsBuilder mqtt() {
        mqtt = true;
        return this;
    }

    /**
     * What devices are told as {@code assignedHub}, such as {@code localhost:40123}, so that they find the local hub; its host name if
     * not set. The webhook and all events have the host name in any case. It is called while the server answers.
     */
    public LocalDpsBuilder hubAddress(Function<HubHost, String> address) {
        hubAddress = Objects.requireNonNull(address, "address");
        return this;
    }

    /**
     * The server, which listens.
     *
     * @throws java.io.UncheckedIOException if a port is taken
     * @throws IllegalStateException if it is to speak MQTT and Netty is not there
     */
    public LocalDps start() {
        return new LocalDps(this);
    }

    DeviceWorld world() {
        return world;
    }

    String scope() {
        return idScope;
    }

    Duration pollInterval() {
        return pollAfter;
    }

    ServerOptions options() {
        return options == null ? ServerOptions.standard() : options;
    }

    Function<HubHost, String> addressOfHub() {
        return hubAddress;
    }

    boolean hasMqtt() {
        return mqtt;
    }
}
