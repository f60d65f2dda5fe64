/** Operators and formats of values, and the faults they raise, as Python has them. */
package dev.kedge.jinja.internal.operation;
