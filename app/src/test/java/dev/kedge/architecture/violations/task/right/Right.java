package dev.kedge.architecture.violations.task.right;

import dev.kedge.architecture.violations.task.left.Left;

/** Half of a circle. */
public record Right(java.util.List<Left> others) {}
