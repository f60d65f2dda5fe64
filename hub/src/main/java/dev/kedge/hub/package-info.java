/**
 * The Hugging Face hub: models found in the cache that Python's {@code huggingface_hub} keeps, or downloaded into the
 * same layout. Uses Jackson and the JDK's HTTP client only. Begin at {@link Hub}.
 */
@NullMarked
package dev.kedge.hub;

import org.jspecify.annotations.NullMarked;
