package dev.kedge.architecture.violations.train;

import org.bytedeco.pytorch.Tensor;

/** Does nothing wrong: train may mention native types. */
public record Trained(Tensor weights) {}
