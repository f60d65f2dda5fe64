/**
 * The budget of a rendering, its place and its faults: the lowest floor of the interpreter.
 *
 * <p>A template comes from strangers. Every node that is evaluated passes
 * {@link dev.kedge.jinja.internal.guard.Budget}, and every operation says there how much it reads and makes, before it
 * does where that could be much.
 */
package dev.kedge.jinja.internal.guard;
