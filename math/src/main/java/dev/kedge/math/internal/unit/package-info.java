/** Units of measurement: their names, what they measure, and how one is converted to another. */
@NullMarked
package dev.kedge.math.internal.unit;

import org.jspecify.annotations.NullMarked;
