package io.twinlifecycle.testkit.internal;

import java.util.Map;

/**
 * What a local server answers.
 *
 * @param status the HTTP status
 * @param headers its headers
 * @param body its body; empty if it has none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to a socket, never compared
public record Answer(int status, Map<String, String> headers, byte[] body) {}
