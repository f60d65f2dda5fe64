package dev.kedge.train.policy;

import dev.kedge.config.Catalogue;
import dev.kedge.config.Choice;
import dev.kedge.config.ConfigException;
import java.util.Optional;
import java.util.function.Supplier;

/** Where a run's policy comes from: freshly drawn weights, or a Hugging Face model directory. */
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

    /** The kinds that {@code model} can name. */
    Catalogue<StartingPolicy> CATALOGUE = new Catalogue<StartingPolicy>()
            .with("new", NewModel.class, NewModel.DEFAULT, config -> config)
            .with("directory", FromDirectory.class, FromDirectory.DEFAULT, config -> config);

    /** What a recipe names under {@code model}. */
    static StartingPolicy of(Choice model) {
        return CATALOGUE.create(model, "model");
    }

    /**
     * Does something with the files or the shape of a starting policy; what is wrong with them is {@code model}'s
     * fault.
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
