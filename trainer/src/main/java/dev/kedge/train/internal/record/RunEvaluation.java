package dev.kedge.train.internal.record;

import dev.kedge.evaluation.Evaluation;
import dev.kedge.evaluation.Evaluator;
import dev.kedge.evaluation.JudgedSource;
import dev.kedge.rollout.RolloutProducer;
import dev.kedge.sampling.Sampler;
import dev.kedge.task.DataFile;
import dev.kedge.task.Task;
import dev.kedge.task.TaskSource;
import dev.kedge.tensor.Workers;
import dev.kedge.text.PromptEncoder;
import dev.kedge.train.event.TrainingEvent;
import dev.kedge.train.policy.Policy;
import dev.kedge.train.recipe.EvaluationConfig;
import dev.kedge.train.recipe.Recipe;
import dev.kedge.verifiers.VerifierPool;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** The evaluations of a run: of its own held-out prompts, and of further data sets, each when its turn comes. */
public final class RunEvaluation implements AutoCloseable {

    /** The name of the run's own held-out prompts. */
    private static final String OWN = "";

    private final Recipe recipe;
    private final Policy policy;
    private final PromptEncoder encoder;
    private final Evaluator own;
    private final HeldOutSets sets;

    private RunEvaluation(Recipe recipe, Policy policy, PromptEncoder encoder, Evaluator own, HeldOutSets sets) {
        this.recipe = recipe;
        this.policy = policy;
        this.encoder = encoder;
        this.own = own;
        this.sets = sets;
    }

    /**
     * Opens what is to be evaluated.
     *
     * @param recipe says what, when and how it is sampled
     * @param task has the run's own held-out prompts
     * @param policy is evaluated as it stands
     * @param room makes tokens of prompts, and leaves out those of further data sets that are too long
     * @param verifiers judge the run's own prompts; they stay the caller's
     * @param workers sample
     */
    public static RunEvaluation of(
            Recipe recipe, Task task, Policy policy, PromptRoom room, VerifierPool verifiers, Workers workers)
            throws IOException {
        PromptEncoder encoder = room.encoder();
        EvaluationConfig config = recipe.evaluation();
        TaskSource source = task.prompts(config.split());
        long count = Math.min(config.prompts(), source.size().orElse(Long.MAX_VALUE));
        Evaluator own = new Evaluator(
                source.first(count).toList(),
                source(policy, encoder, verifiers, sampling(recipe, 0), workers),
                source(policy, encoder, verifiers, sampling(recipe, config.temperature()), workers),
                config.samples(),
                recipe.seed());
        return new RunEvaluation(recipe, policy, encoder, own, HeldOutSets.of(recipe, room, workers));
    }

    /** What a person should know before the run: of each further data set, how many prompts are left out. */
    public List<String> warnings() {
        return sets.warnings();
    }

    /** The whole distribution at a temperature, however training samples; completions end at the same strings. */
    private static Sampler.Config sampling(Recipe recipe, double temperature) {
        Sampler.Config training = recipe.rollout().sampling();
        return new Sampler.Config(training.maxNewTokens(), temperature, OptionalInt.empty(), 1.0, training.batchSize())
                .withStop(training.stop())
                .withSharedPrefixes(training.sharedPrefixes());
    }

    private static JudgedSource source(
            Policy policy, PromptEncoder encoder, VerifierPool verifiers, Sampler.Config sampling, Workers workers) {
        Sampler sampler = new Sampler(policy.decoder(), policy.endTokens(), sampling, policy.tokenizer());
        return JudgedSource.of(new RolloutProducer(encoder, sampler.withWorkers(workers), verifiers));
    }

    /**
     * What is due after a step, evaluated.
     *
     * @param step 0 before the first
     * @return empty if nothing is due
     */
    public Optional<TrainingEvent.Evaluated> after(long step) {
        Map<String, Evaluation> evaluations = sets.evaluate(step, policy, encoder);
        SortedMap<String, Double> values = new TreeMap<>();
        evaluations.forEach((name, said) -> said.metrics()
                .forEach((metric, value) -> values.put(metric.replaceFirst("eval/", "eval/" + name + "_"), value)));
        if (step % recipe.evaluation().every() == 0 || step == recipe.steps()) {
            Evaluation said = own.evaluate(step);
            evaluations.put(OWN, said);
            values.putAll(said.metrics());
        }
        return evaluations.isEmpty()
                ? Optional.empty()
                : Optional.of(new TrainingEvent.Evaluated(step, values, evaluations));
    }

    /** The further data sets. */
    public List<HeldOutSet> sets() {
        return sets.all();
    }

    /** The files of the further data sets. */
    public List<DataFile> files() {
        return sets.files();
    }

    @Override
    public void close() {
        sets.close();
    }
}
