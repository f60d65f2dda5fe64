package dev.kedge.architecture.violations.text;

import org.bytedeco.pytorch.Tensor;

/** Mentions a native type outside the native rooms. */
record KnowsTensors(Tensor logits) {}
