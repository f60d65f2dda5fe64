/** The events that a run tells its listeners, and the summary it ends with. */
@NullMarked
package dev.kedge.train.event;

import org.jspecify.annotations.NullMarked;
