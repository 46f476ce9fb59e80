package io.twinlifecycle.testkit.internal.mqtt;

/**
 * A message to a topic.
 *
 * @param topic the topic
 * @param payload the bytes, which nobody writes to from now on
 * @param qos 0 or 1
 * @param retain whether the sender asked to retain it
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to or from a socket, never compared
public record Publication(String topic, byte[] payload, int qos, boolean retain) {}
