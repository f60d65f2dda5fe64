package dev.kedge.architecture.violations.train;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;

/** Mentions what is tensor's. */
record OpensScope(PointerScope scope, LongOptional dimension) {}
