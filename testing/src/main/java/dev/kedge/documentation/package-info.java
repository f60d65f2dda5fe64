/** Pages of the documentation, as tests read them. */
@NullMarked
package dev.kedge.documentation;

import org.jspecify.annotations.NullMarked;
