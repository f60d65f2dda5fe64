/**
 * Queries that a policy wrote, run on an embedded database in a process of their own and compared by what they return.
 * The native library is loaded there and nowhere else: what crashes it costs one answer. Knows nothing of rewards.
 */
@NullMarked
package dev.kedge.verifiers.internal.sql;

import org.jspecify.annotations.NullMarked;
