/**
 * Chat templates: the Jinja language as public language models use it, rendered exactly as Python's Jinja2 renders it
 * in the environment that transformers sets up, in a sandbox.
 *
 * <p>{@link dev.kedge.jinja.Template} is what others use. Below it, each floor using only those after it:
 * {@code syntax} (source to tree), {@code tree} (nodes and what they do), {@code library} (filters, tests, functions,
 * methods), {@code operation} (what operators do), {@code value} (the closed set of values), {@code text} (Python's
 * notion of strings), {@code guard} (bounds and faults). Pure Java: no dependency, no I/O, no reflection.
 */
package dev.kedge.jinja;
