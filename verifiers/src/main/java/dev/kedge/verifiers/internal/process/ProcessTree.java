package dev.kedge.verifiers.internal.process;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process and all that came from it, to be ended together. */
final class ProcessTree {

    private static final int ROUNDS = 20;
    private static final long KILL_SECONDS = 5;

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

    /**
     * Kills what is left of the process group that a process leads, whoever their parents are now.
     *
     * @param leader the first of its group; it may have ended already
     */
    static void killGroup(Process leader) {
        if (!leader.isAlive() && ProcessHandle.of(leader.pid()).isPresent()) {
            return; // its number is another's, so its group is empty
        }
        try {
            new ProcessBuilder("sh", "-c", "kill -s KILL -- -" + leader.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(KILL_SECONDS, TimeUnit.SECONDS);
        } catch (IOException none) {
            // without a shell there is no group of its own either
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
