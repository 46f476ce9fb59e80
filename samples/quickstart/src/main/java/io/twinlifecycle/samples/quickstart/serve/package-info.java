/** The whole cloud on this machine, for clients of your own: what {@code quickstart serve} starts. */
@NullMarked
package io.twinlifecycle.samples.quickstart.serve;

import org.jspecify.annotations.NullMarked;
