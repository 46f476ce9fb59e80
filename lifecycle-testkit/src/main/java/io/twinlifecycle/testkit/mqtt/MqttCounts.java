package io.twinlifecycle.testkit.mqtt;

/**
 * What went on since the server started.
 *
 * @param connected clients that are connected now
 * @param accepted clients that were let in
 * @param refused clients that were not, whether by the service or by script
 * @param received messages that clients published
 * @param sent messages that were sent to clients
 */
public record MqttCounts(int connected, long accepted, long refused, long received, long sent) {}
