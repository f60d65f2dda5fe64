/**
 * Phi-3 and Phi-4: matrices stored together, rotary positions on part of a head. Its config.json, in both spellings.
 */
@NullMarked
package dev.kedge.model.phi3;

import org.jspecify.annotations.NullMarked;
