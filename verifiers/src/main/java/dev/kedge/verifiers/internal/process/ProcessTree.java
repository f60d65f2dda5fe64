package dev.kedge.verifiers.internal.process;

import java.util.List;

/** A process and all that came from it, to be ended together. */
final class ProcessTree {

    private static final int ROUNDS = 20;

    private ProcessTree() {}

    /**
     * Kills a process and its descendants, again until no new ones are seen.
     *
     * @param root where the tree begins; it may have ended already
     */
    static void kill(ProcessHandle root) {
        List<ProcessHandle> tree = root.descendants().toList();
        root.destroyForcibly();
        for (int round = 0; round < ROUNDS && !tree.isEmpty(); round++) {
            List<ProcessHandle> below =
                    tree.stream().flatMap(ProcessHandle::descendants).toList();
            tree.forEach(ProcessHandle::destroyForcibly);
            tree = below;
        }
    }
}
