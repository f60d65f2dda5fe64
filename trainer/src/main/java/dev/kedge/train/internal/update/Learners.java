package dev.kedge.train.internal.update;

import dev.kedge.model.Decoder;
import dev.kedge.model.ParameterStore;
import dev.kedge.tensor.Workers;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The policy as its {@link Workers} train it: worker 0 the policy itself, the others replicas of it, which have its
 * weights and a gradient of their own. The gradient of an update is the sum over them in their order, so that its
 * rounding depends on how many there are and on nothing else.
 */
public final class Learners implements AutoCloseable {

    private final Workers workers;
    private final Decoder policy;
    private final List<Decoder> replicas;

    private Learners(Workers workers, Decoder policy, List<Decoder> replicas) {
        this.workers = workers;
        this.policy = policy;
        this.replicas = replicas;
    }

    /**
     * Learners of a policy.
     *
     * @param policy outlives them
     * @param workers how many; outlive them
     * @return whoever asks closes them
     */
    public static Learners of(Decoder policy, Workers workers) {
        return new Learners(
                workers,
                policy,
                IntStream.range(1, workers.count())
                        .mapToObj(worker -> policy.replica())
                        .toList());
    }

    /**
     * The policy alone, on the calling thread.
     *
     * @param policy outlives them
     */
    public static Learners alone(Decoder policy) {
        return of(policy, Workers.one());
    }

    /** Who computes. */
    public Workers workers() {
        return workers;
    }

    /** The policy itself. */
    public Decoder policy() {
        return policy;
    }

    /** The decoder of each worker. */
    List<Decoder> decoders() {
        return Stream.concat(Stream.of(policy), replicas.stream()).toList();
    }

    void zeroGradient() {
        decoders().forEach(decoder -> decoder.trained().zeroGradient());
    }

    /** Adds what the replicas have gathered to the policy's gradient. */
    void gatherGradient() {
        ParameterStore all = policy.trained();
        replicas.forEach(replica -> all.addGradientOf(replica.trained()));
    }

    /** Releases the replicas' gradients. */
    @Override
    public void close() {
        replicas.forEach(Decoder::close);
    }
}
