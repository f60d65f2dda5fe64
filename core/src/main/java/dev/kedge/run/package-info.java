/**
 * The run directory: metrics, TensorBoard events, checkpoints and resume, provenance, report.
 */
@NullMarked
package dev.kedge.run;

import org.jspecify.annotations.NullMarked;
