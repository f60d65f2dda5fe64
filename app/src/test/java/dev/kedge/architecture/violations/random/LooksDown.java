package dev.kedge.architecture.violations.random;

import dev.kedge.architecture.violations.train.Trained;

/** Breaks the order of the rooms. */
record LooksDown(Trained below) {}
