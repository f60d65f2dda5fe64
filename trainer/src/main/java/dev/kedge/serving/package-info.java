/**
 * Completions for several requesters at once: an engine that lets them join and leave one running batch, and the text
 * of their tokens as it becomes certain.
 */
@NullMarked
package dev.kedge.serving;

import org.jspecify.annotations.NullMarked;
