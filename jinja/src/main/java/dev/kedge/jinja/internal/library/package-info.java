/**
 * Everything built in that has a name: filters, tests, global functions and the methods of strings, lists and dicts.
 * Each is one line of a table: its name, what it does, its parameters.
 */
package dev.kedge.jinja.internal.library;
