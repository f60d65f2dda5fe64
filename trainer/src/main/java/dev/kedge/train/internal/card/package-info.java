/** The model card of a run: what was trained, from what, on which data, with which result. */
@NullMarked
package dev.kedge.train.internal.card;

import org.jspecify.annotations.NullMarked;
