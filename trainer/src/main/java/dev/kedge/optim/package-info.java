/** AdamW on flat buffers, learning-rate schedules, gradient clipping. */
@NullMarked
package dev.kedge.optim;

import org.jspecify.annotations.NullMarked;
