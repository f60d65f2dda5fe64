/** The contribution of a token to the surrogate, where the divergence condition acts and where it does not. */
@NullMarked
package dev.kedge.objective.response;

import org.jspecify.annotations.NullMarked;
