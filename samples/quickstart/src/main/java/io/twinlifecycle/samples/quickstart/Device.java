package io.twinlifecycle.samples.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;

/** A device as DPS sees it: each registration is a POST of a custom-allocation request, and the answer says where the device lives. */
final class Device {

    /** What DPS was answered. */
    record Answer(int status, String hub, Optional<String> twinId, String body) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI webhook;
    private final List<String> linkedHubs;
    private final String registrationId;
    private volatile String hub = "";

    Device(HttpClient http, URI webhook, List<String> linkedHubs, String registrationId) {
        this.http = http;
        this.webhook = webhook;
        this.linkedHubs = linkedHubs;
        this.registrationId = registrationId;
    }

    String id() {
        return registrationId;
    }

    /** The short name of the hub where it lives, as lifecycle events give it. */
    String hubName() {
        int dot = hub.indexOf('.');
        return dot < 0 ? hub : hub.substring(0, dot);
    }

    Answer register(String model) throws IOException, InterruptedException {
        AllocationRequests request = AllocationRequests.group()
                .withRegistrationId(registrationId)
                .withHubs(linkedHubs.toArray(String[]::new))
                .withModel(model);
        return post(hub.isEmpty() ? request.first() : request.later(hub));
    }

    private Answer post(AllocationRequests request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(webhook)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(request.json()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        JsonNode json = JSON.readTree(response.body());
        Answer answer = new Answer(
                response.statusCode(),
                json.path("iotHubHostName").asText(),
                Optional.of(json.at("/initialTwin/tags/dtId").asText()).filter(id -> !id.isEmpty()),
                response.body());
        if (answer.status() == 200) {
            hub = answer.hub();
        }
        return answer;
    }
}
