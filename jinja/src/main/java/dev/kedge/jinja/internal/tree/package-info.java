/**
 * The syntax tree, and what each node does: expressions have a value in a frame, statements write to it.
 *
 * <p>Nodes evaluate others through {@link dev.kedge.jinja.internal.tree.Expression#evaluate} and
 * {@link dev.kedge.jinja.internal.tree.Body#execute}, which count steps and depth and know the place. A tree is
 * immutable and holds nothing of a rendering: several threads may render it at once.
 */
package dev.kedge.jinja.internal.tree;
