/** OLMo 2: norms behind each block, and over all queries and keys. Its config.json, in both spellings. */
@NullMarked
package dev.kedge.model.olmo2;

import org.jspecify.annotations.NullMarked;
