/**
 * The policy objective as a product of independent choices: condition, response, sidedness, level, aggregation, reference penalty. No I/O.
 */
@NullMarked
package dev.kedge.objective;

import org.jspecify.annotations.NullMarked;
