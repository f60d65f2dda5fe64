/**
 * The border with libtorch: loading it, scopes of native memory, element types, transfers between Java arrays and
 * tensors, masked reductions. The only room that knows {@code PointerScope} and the Optional wrappers of the C++ API.
 *
 * <p>Shape legend, used everywhere: B sequences, T tokens, N selected tokens, V vocabulary, D model width, H query
 * heads, K key-value heads, d head width, F feed-forward width.
 */
@NullMarked
package dev.kedge.tensor;

import org.jspecify.annotations.NullMarked;
