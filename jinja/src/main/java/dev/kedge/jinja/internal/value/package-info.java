/**
 * The values of the template language and what operators do with them, as Python has it.
 *
 * <p>A closed set: nothing of Java can be reached from a template. Values are immutable, except a
 * {@link dev.kedge.jinja.internal.value.Namespace} and what counts ({@link dev.kedge.jinja.internal.value.Stream} and
 * the like). Containers know how deeply they are nested and refuse to be deeper than
 * {@value dev.kedge.jinja.internal.value.Value#MAX_DEPTH}, so that everything that walks through them may recur.
 */
package dev.kedge.jinja.internal.value;
