package io.twinlifecycle.policy;

import io.twinlifecycle.HubHost;
import io.twinlifecycle.HubName;
import io.twinlifecycle.provisioning.AllocationDecision.Abstain;
import io.twinlifecycle.provisioning.AllocationDecision.Assign;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.AllocationRequest;
import io.twinlifecycle.provisioning.Attestation;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Ready-made policies. Small ones make big ones:
 *
 * <pre>{@code
 * AllocationPolicy policy = AllocationPolicies.draining(
 *         AllocationPolicies.firstOf(
 *                 AllocationPolicies.byModel(Map.of("dtmi:com:example:Camera", AllocationPolicies.named("hub-video"))),
 *                 AllocationPolicies.standard()),
 *         List.of(HubName.of("hub-old")));
 * }</pre>
 *
 * <p>Which one to take: {@link #standard()}, unless you know better. Decorators ({@link #among}, {@link #draining}, {@link
 * #cordoning}, {@link #quarantining}) rule what is inside them only, so put them around the whole chain, draining outermost.
 *
 * <p>Every policy is immutable and safe for use by many threads, if the functions that are given to it are. Each answer names its
 * rule; those of composed policies read from the outside in, such as {@code draining > sticky}.
 */
public final class AllocationPolicies {

    /** Where the article's devices name their model. */
    static final Function<AllocationRequest, Optional<String>> MODEL_IN_PAYLOAD =
            request -> request.payload().text("modelId");

    private AllocationPolicies() {}

    /** Keeps a device on its hub, else {@linkplain #weightedHash() spreads} evenly: no device ever moves without need. */
    public static AllocationPolicy standard() {
        return firstOf(sticky(), weightedHash());
    }

    /**
     * Keeps a device on its hub, else spreads by weight.
     *
     * @param weights see {@link #weightedHash(Map)}
     */
    public static AllocationPolicy standard(Map<HubName, ? extends Number> weights) {
        return firstOf(sticky(), weightedHash(weights));
    }

    /**
     * The first linked hub. For trying things out: the order is that of DPS, and if it changes, devices move at their next
     * registration.
     */
    public static AllocationPolicy firstLinked() {
        return request -> request.linkedHubs().isEmpty()
                ? new Abstain("first-linked", "no linked hub")
                : new Assign(request.linkedHubs().get(0), "first-linked");
    }

    /** One hub for all devices; abstains if it is not linked. */
    public static AllocationPolicy named(HubName hub) {
        String rule = "named(" + hub + ")";
        long key = HubTable.key(hub.value());
        Abstain notLinked = new Abstain(rule, "the hub is not among those to choose from");
        return request -> {
            HubHost linked = Sticky.find(request.linkedHubs(), key);
            return linked == null ? notLinked : new Assign(linked, rule);
        };
    }

    /**
     * One hub for all devices; abstains if it is not linked.
     *
     * @param nameOrHost such as {@code contoso-hub} or {@code contoso-hub.azure-devices.net}, in any case
     * @throws IllegalArgumentException if it is neither
     */
    public static AllocationPolicy named(String nameOrHost) {
        return named(HubName.of(nameOrHost));
    }

    /** Keeps a device on the hub where it is, if that may be chosen; abstains else, and at a first registration. */
    public static AllocationPolicy sticky() {
        return Sticky.INSTANCE;
    }

    /** Spreads devices evenly over the hubs by a hash of the registration ID; see {@link #weightedHash(Map)}. */
    public static AllocationPolicy weightedHash() {
        return weightedHash(Map.of());
    }

    /**
     * Spreads devices over the hubs by weight, by a weighted rendezvous hash of the registration ID, whose case does not matter. A hub
     * that is added takes its share from the others, and no other device moves; when one goes, only its devices move. The hash is part
     * of the contract: it gives the same answer on every machine and in every release.
     *
     * @param weights 0 to 1,000,000,000, of which only the proportions count; a hub that is not named has 1, one with 0 gets no
     *     device
     * @throws IllegalArgumentException if a weight is negative, too large or no number
     */
    public static AllocationPolicy weightedHash(Map<HubName, ? extends Number> weights) {
        HubWeights fixed = weights.isEmpty() ? HubWeights.EQUAL : new HubWeights(weights);
        return request -> {
            HubHost hub = Rendezvous.choose(request.registrationId(), request.linkedHubs(), fixed);
            return hub == null
                    ? new Abstain("weighted-hash", "no linked hub has a weight")
                    : new Assign(hub, "weighted-hash");
        };
    }

    /** The emptiest hub that has room; see {@link #leastLoaded(HubGauge, double)}, full at the whole of the capacity. */
    public static AllocationPolicy leastLoaded(HubGauge gauge) {
        return leastLoaded(gauge, 1);
    }

    /**
     * The emptiest hub that has room: by the share of its capacity that is in use if all capacities are known, else by load. Equals are
     * told apart by the hash of the registration ID. Hubs without figures come after those with room. If every hub is full, a device
     * stays on its own and a new one is told to come again. Abstains if the gauge throws or knows none of the hubs, so let another
     * policy follow; and put {@link #sticky()} before it, or devices move whenever loads change.
     *
     * @param gauge tells how full hubs are
     * @param fullAt the share of its capacity, more than 0 and at most 1, from which on a hub counts as full
     * @throws IllegalArgumentException if the share is outside its bounds
     */
    public static AllocationPolicy leastLoaded(HubGauge gauge, double fullAt) {
        return new LeastLoaded(gauge, fullAt);
    }

    /**
     * Asks a policy for a share of the devices and abstains for the others. It is always the same devices, and raising the percentage
     * adds some without taking one away. All canaries made by this method pick the same devices first; name them to have them
     * independent of each other.
     *
     * @param percent 0 to 100
     * @throws IllegalArgumentException if the percentage is outside its bounds
     */
    public static AllocationPolicy canary(double percent, AllocationPolicy policy) {
        return Canary.of("", percent, policy);
    }

    /**
     * Asks a policy for a share of the devices, picked independently of every other canary's.
     *
     * @param name any text, in any case; the same name and percentage pick the same devices for ever
     * @param percent 0 to 100
     * @throws IllegalArgumentException if the name is blank or the percentage outside its bounds
     */
    public static AllocationPolicy canary(String name, double percent, AllocationPolicy policy) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a canary's name must not be blank; leave it out for the common one");
        }
        return Canary.of(name, percent, policy);
    }

    /**
     * A policy for each enrollment or enrollment group; abstains for the others.
     *
     * @param policies by enrollment id, in any case
     * @throws IllegalArgumentException if there is none, or one twice
     */
    public static AllocationPolicy byEnrollment(Map<String, AllocationPolicy> policies) {
        return new Cases(
                "by-enrollment",
                request -> Optional.of(AllowedModels.fold(request.enrollment().id())),
                Cases.folded("by-enrollment", AllowedModels::fold, policies));
    }

    /**
     * A policy for each model, which the device names in its payload's text {@code modelId}; abstains if that fits no entry. The
     * longest entry that fits wins.
     *
     * @param policies by DTMI ({@code dtmi:com:example:Thermostat;1}: that model alone) or prefix of DTMIs, which ends where a segment
     *     ends ({@code dtmi:com:example:Thermostat}: all versions; {@code dtmi:com:example:}: all below; {@code dtmi:}: all)
     * @throws IllegalArgumentException if there is none, or one is neither
     */
    public static AllocationPolicy byModel(Map<String, AllocationPolicy> policies) {
        return byModel(MODEL_IN_PAYLOAD, policies);
    }

    /**
     * A policy for each model, for devices that name theirs in another way.
     *
     * @param model finds the model that a device wants; empty if it names none
     * @param policies see {@link #byModel(Map)}
     * @throws IllegalArgumentException if there is none, or one is neither DTMI nor prefix
     */
    public static AllocationPolicy byModel(
            Function<AllocationRequest, Optional<String>> model, Map<String, AllocationPolicy> policies) {
        ModelNames names = new ModelNames("by-model", policies.keySet());
        return new Cases("by-model", request -> model.apply(request).flatMap(names::longestFor), policies);
    }

    /**
     * A policy for each value of a field of the payload; abstains for the other values and without the field. The device chooses what it
     * sends, so this is for convenience, not for keeping devices out of a hub.
     *
     * @param field a property of the payload
     * @param policies by the exact text; truth values and whole numbers as JSON spells them
     * @throws IllegalArgumentException if there is none
     */
    public static AllocationPolicy byPayloadField(String field, Map<String, AllocationPolicy> policies) {
        return new Cases(
                "by-payload-field(" + field + ")",
                request -> JsonText.of(request.payload().properties().get(field)),
                policies);
    }

    /**
     * A policy for each attestation mechanism; abstains for the others.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static AllocationPolicy byAttestation(Map<Attestation.Type, AllocationPolicy> policies) {
        Map<String, AllocationPolicy> byName = new LinkedHashMap<>();
        policies.forEach((type, policy) -> byName.put(type.jsonName(), policy));
        return new Cases(
                "by-attestation",
                request -> Optional.of(request.attestation().type().jsonName()),
                byName);
    }

    /**
     * A policy for each value of something in the client certificate; abstains for other values and other attestations.
     *
     * @param reader finds the value in the {@linkplain Attestation#details() details}, whose form Microsoft does not publish: log what
     *     DPS sends you before relying on it
     * @param policies by the exact value
     * @throws IllegalArgumentException if there is none
     */
    public static AllocationPolicy byCertificate(
            Function<Map<String, Object>, Optional<String>> reader, Map<String, AllocationPolicy> policies) {
        return new Cases(
                "by-certificate",
                request -> request.attestation().type() == Attestation.Type.X509
                        ? reader.apply(request.attestation().details())
                        : Optional.empty(),
                policies);
    }

    /**
     * A policy for each value at a place in the client certificate's details.
     *
     * @param pointer a JSON Pointer such as {@code /clientCertificates/primary/info/issuerName}
     * @param policies by the exact value
     * @throws IllegalArgumentException if there is none, or the pointer is none
     */
    public static AllocationPolicy byCertificate(String pointer, Map<String, AllocationPolicy> policies) {
        List<String> steps = JsonText.steps(pointer);
        return byCertificate(details -> JsonText.at(details, steps), policies);
    }

    /**
     * A policy among the hubs of the region that the payload names; abstains if it names none or an unknown one.
     *
     * @param field the property of the payload that names the region
     * @param regions the hubs of each region; neither case nor blanks matter, so {@code West Europe} is {@code westeurope}
     * @param within chooses among those of the region's hubs that are linked, such as {@link #standard()}
     * @throws IllegalArgumentException if there is no region, one without hubs, or one twice
     */
    public static AllocationPolicy byRegion(
            String field, Map<String, ? extends Collection<HubName>> regions, AllocationPolicy within) {
        String rule = "by-region";
        Map<String, AllocationPolicy> policies = new LinkedHashMap<>();
        Cases.folded(rule, AllocationPolicies::region, regions)
                .forEach((region, hubs) ->
                        policies.put(region, Narrowing.among(rule + "(" + region + ")", hubs, within)));
        return new Cases(rule, request -> request.payload().text(field).map(AllocationPolicies::region), policies);
    }

    private static String region(String spelling) {
        return spelling.replace(" ", "").toLowerCase(Locale.ROOT);
    }

    /**
     * Lets a policy choose among these hubs only, as far as they are linked.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static AllocationPolicy among(Collection<HubName> hubs, AllocationPolicy policy) {
        return Narrowing.among("among", hubs, policy);
    }

    /**
     * Empties hubs without unlinking them: they get nobody, and their devices move away at their next registration. A device that is
     * offered nothing else is let in all the same: under "never re-provision" its own hub is all that DPS offers.
     *
     * @param hubs may be empty
     */
    public static AllocationPolicy draining(AllocationPolicy policy, Collection<HubName> hubs) {
        return Narrowing.draining(policy, hubs);
    }

    /**
     * Closes hubs to newcomers, who get another hub or, if there is none, an abstention. Devices that are on one are offered that one
     * only, so they stay.
     *
     * @param hubs may be empty
     */
    public static AllocationPolicy cordoning(AllocationPolicy policy, Collection<HubName> hubs) {
        return Narrowing.cordoning(policy, hubs);
    }

    /**
     * Sends suspicious devices to one hub, and nobody else there. A suspicious device to which that hub is not offered is refused.
     *
     * @param suspicious says which devices; what it throws is thrown on
     * @param hub the quarantine hub
     */
    public static AllocationPolicy quarantining(
            AllocationPolicy policy, Predicate<? super AllocationRequest> suspicious, HubName hub) {
        return Narrowing.quarantining(policy, suspicious, hub);
    }

    /**
     * Asks one policy after another until one does not abstain.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static AllocationPolicy firstOf(AllocationPolicy... policies) {
        return new Chain(List.of(policies));
    }
}
