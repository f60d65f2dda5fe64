package dev.kedge.architecture.violations.optim;

/** A kind of bird. */
record Sparrow() implements Bird {}
