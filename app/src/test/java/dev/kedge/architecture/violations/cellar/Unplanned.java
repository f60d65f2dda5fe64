package dev.kedge.architecture.violations.cellar;

/** Is in a package that the plan does not know. */
final class Unplanned {}
