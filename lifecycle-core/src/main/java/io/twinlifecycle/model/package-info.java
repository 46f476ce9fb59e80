/** What a DTDL model declares, as far as creating and checking a twin needs it. */
@NullMarked
package io.twinlifecycle.model;

import org.jspecify.annotations.NullMarked;
