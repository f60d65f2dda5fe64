/**
 * Java programs that a policy wrote: compiled in a worker process, looked through for what they may not name, and run
 * against tests in a process of their own. Expected results never enter that process. Knows nothing of rewards.
 */
@NullMarked
package dev.kedge.verifiers.internal.code;

import org.jspecify.annotations.NullMarked;
