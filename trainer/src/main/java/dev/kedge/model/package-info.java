/** The decoder: parameters, attention, forward pass. No file is touched here; see {@code model.hub}. */
@NullMarked
package dev.kedge.model;

import org.jspecify.annotations.NullMarked;
