/** SmolLM3: layers without positions among those with them. Its config.json, in both spellings. */
@NullMarked
package dev.kedge.model.smollm3;

import org.jspecify.annotations.NullMarked;
