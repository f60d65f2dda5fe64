package dev.kedge.architecture.violations.divergence;

import org.slf4j.Logger;

/** Leans on a library where none is allowed. */
record Leans(Logger log) {}
