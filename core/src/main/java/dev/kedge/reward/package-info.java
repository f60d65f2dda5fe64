/**
 * Verifiers: is this completion right? Every call is bounded in time; whatever a verifier does costs only its own
 * sample.
 */
@NullMarked
package dev.kedge.reward;

import org.jspecify.annotations.NullMarked;
