/**
 * The webhook and the retirement processor as a service on Spring Boot. Start reading at {@link
 * io.twinlifecycle.samples.service.ServiceApplication}; {@code docs/service.md} says how to run it.
 */
@NullMarked
package io.twinlifecycle.samples.service;

import org.jspecify.annotations.NullMarked;
