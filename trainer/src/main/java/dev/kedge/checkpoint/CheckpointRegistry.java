package dev.kedge.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The checkpointed parts of a run, each under a prefix of its own, so that none needs to know the names of others. */
public final class CheckpointRegistry implements Checkpointed {

    private final Map<String, Checkpointed> parts = new LinkedHashMap<>();

    /**
     * Adds a part.
     *
     * @param prefix what its names begin with in the checkpoint; no prefix begins with another
     * @param part asked and resumed with the others from now on
     * @return this registry
     */
    public CheckpointRegistry with(String prefix, Checkpointed part) {
        for (String other : parts.keySet()) {
            if (other.startsWith(prefix) || prefix.startsWith(other)) {
                throw new IllegalArgumentException(
                        "prefixes must not begin with each other, got \"" + prefix + "\" beside \"" + other + "\"");
            }
        }
        parts.put(prefix, part);
        return this;
    }

    @Override
    public SortedMap<String, Double> state() {
        SortedMap<String, Double> state = new TreeMap<>();
        parts.forEach((prefix, part) -> part.state().forEach((name, value) -> state.put(prefix + name, value)));
        return state;
    }

    @Override
    public void resume(SortedMap<String, Double> state) {
        parts.forEach((prefix, part) -> {
            SortedMap<String, Double> own = new TreeMap<>();
            state.forEach((name, value) -> {
                if (name.startsWith(prefix)) {
                    own.put(name.substring(prefix.length()), value);
                }
            });
            part.resume(own);
        });
    }
}
