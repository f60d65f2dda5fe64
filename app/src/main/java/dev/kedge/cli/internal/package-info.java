/** The progress of a run as a person sees it: a live bar at a terminal, plain lines in a file or a pipe. */
@NullMarked
package dev.kedge.cli.internal;

import org.jspecify.annotations.NullMarked;
