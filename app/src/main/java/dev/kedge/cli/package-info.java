/** The command line: parse, build, call; nothing else. */
@NullMarked
package dev.kedge.cli;

import org.jspecify.annotations.NullMarked;
