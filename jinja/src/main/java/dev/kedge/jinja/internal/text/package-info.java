/**
 * Python's notion of text, over Java strings: a string is a sequence of code points, white space is what
 * {@code str.isspace} says, numbers and quotes print as {@code repr} prints them. Knows nothing of templates.
 */
package dev.kedge.jinja.internal.text;
