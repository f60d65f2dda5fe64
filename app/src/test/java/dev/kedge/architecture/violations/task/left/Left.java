package dev.kedge.architecture.violations.task.left;

import dev.kedge.architecture.violations.task.right.Right;

/** Half of a circle. */
public record Left(java.util.List<Right> others) {}
