/** Azure's unmodified clients for Java against the local servers, where they need something that only Node brings. */
@NullMarked
package io.twinlifecycle.samples.clients;

import org.jspecify.annotations.NullMarked;
