/**
 * The syntax tree, and what each node does: expressions have a value in a frame, statements write to it.
 *
 * <p>Nodes evaluate others through {@link dev.kedge.jinja.internal.tree.Frame#evaluate}, which counts steps and depth
 * and knows the place. A tree is immutable and holds nothing of a rendering: several threads may render it at once.
 */
package dev.kedge.jinja.internal.tree;
