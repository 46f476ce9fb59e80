/** The certificate that local servers show, and the trust of their clients in it. */
@NullMarked
package io.twinlifecycle.testkit.tls;

import org.jspecify.annotations.NullMarked;
