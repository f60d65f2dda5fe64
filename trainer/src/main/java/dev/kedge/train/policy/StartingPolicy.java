package dev.kedge.train.policy;

import dev.kedge.api.Choice;
import dev.kedge.config.ConfigException;
import java.util.Optional;
import java.util.function.Supplier;

/** The source of a run's policy: freshly drawn weights, or a Hugging Face model directory. */
public interface StartingPolicy {

    /**
     * The policy to begin with.
     *
     * @param alphabet of the task, for the tokenizer of a new model; empty for text of any kind
     * @param seed of the run
     */
    Policy create(Optional<String> alphabet, long seed);

    /**
     * Its shape, before any weight is read or drawn.
     *
     * @param alphabet as above
     */
    ModelPlan plan(Optional<String> alphabet);

    /**
     * The policy that a recipe names under {@code model}.
     *
     * @param model its kind and settings
     */
    static StartingPolicy of(Choice<StartingPolicy> model) {
        return ConfigException.within("model", model::create);
    }

    /**
     * Does something with the files or the shape of a starting policy; what is wrong with them is refused at
     * {@code model}.
     *
     * @param <T> what comes of it
     * @param work reads or makes something
     */
    static <T> T blaming(Supplier<T> work) {
        try {
            return work.get();
        } catch (ConfigException e) {
            throw e;
        } catch (IllegalArgumentException e) { // of the shape, or of a file in the directory
            throw new ConfigException("model", String.valueOf(e.getMessage()));
        }
    }
}
