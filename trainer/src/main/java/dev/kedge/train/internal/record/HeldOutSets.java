package dev.kedge.train.internal.record;

import dev.kedge.api.Prompt;
import dev.kedge.config.ConfigException;
import dev.kedge.evaluation.Evaluation;
import dev.kedge.evaluation.Evaluator;
import dev.kedge.evaluation.JudgedSource;
import dev.kedge.rollout.RolloutProducer;
import dev.kedge.sampling.Sampler;
import dev.kedge.task.DataFile;
import dev.kedge.task.SelectedTask;
import dev.kedge.task.Task;
import dev.kedge.task.TaskMaker;
import dev.kedge.task.TaskReward;
import dev.kedge.task.TaskSource;
import dev.kedge.tensor.Workers;
import dev.kedge.text.PromptEncoder;
import dev.kedge.train.policy.Policy;
import dev.kedge.train.recipe.EvaluationSet;
import dev.kedge.train.recipe.Recipe;
import dev.kedge.verifiers.VerifierPool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The data sets that are evaluated beside the run's own held-out prompts, each with its verifier and sampling. */
public final class HeldOutSets implements AutoCloseable {

    private final Recipe recipe;
    private final PromptRoom room;
    private final Workers workers;
    private final List<Named> sets = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private HeldOutSets(Recipe recipe, PromptRoom room, Workers workers) {
        this.recipe = recipe;
        this.room = room;
        this.workers = workers;
    }

    /** One of them. */
    private record Named(String name, EvaluationSet config, Task task, List<Prompt> prompts, VerifierPool verifiers) {}

    /** Opens the files and makes the verifiers; throws a {@link ConfigException} if that is not possible. */
    static HeldOutSets of(Recipe recipe, PromptRoom room, Workers workers) throws IOException {
        HeldOutSets opened = new HeldOutSets(recipe, room, workers);
        for (Map.Entry<String, EvaluationSet> set : recipe.evaluation().sets().entrySet()) {
            try {
                opened.sets.add(opened.open(set.getKey(), set.getValue()));
            } catch (ConfigException e) {
                opened.close();
                throw e.atPath("evaluation.sets." + set.getKey());
            } catch (RuntimeException | IOException e) {
                opened.close();
                throw e;
            }
        }
        return opened;
    }

    private Named open(String name, EvaluationSet config) throws IOException {
        Task task;
        TaskSource source;
        try {
            task = fitting(
                    name,
                    TaskMaker.chosen(config.task(), recipe.seed()),
                    sampling(config).maxNewTokens());
            source = task.prompts(config.split());
        } catch (ConfigException e) {
            throw e.atPath("task");
        }
        long count = Math.min(config.prompts(), source.size().orElse(Long.MAX_VALUE));
        List<Prompt> prompts = source.first(count).toList();
        try {
            VerifierPool verifiers = new VerifierPool(TaskReward.create(config.reward(), task), recipe.verification());
            return new Named(name, config, task, prompts, verifiers);
        } catch (ConfigException e) {
            throw e.atPath("reward");
        }
    }

    private Task fitting(String name, Task whole, int newTokens) {
        SelectedTask.LeftOut leftOut = new SelectedTask.LeftOut();
        Task fitting = room.within(whole, newTokens, leftOut);
        room.warning(leftOut, newTokens).ifPresent(line -> warnings.add("evaluation.sets." + name + ": " + line));
        return fitting;
    }

    /** One line for each set that prompts are left out of. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Those whose turn it is after a step, evaluated with the present weights; by name, in the recipe's order. */
    Map<String, Evaluation> evaluate(long step, Policy policy, PromptEncoder encoder) {
        Map<String, Evaluation> evaluations = new LinkedHashMap<>();
        for (Named set : sets) {
            if (isDue(set, step)) {
                Evaluator evaluator = new Evaluator(
                        set.prompts(),
                        source(set, policy, encoder, sampling(set.config()).greedy()),
                        source(set, policy, encoder, sampling(set.config())),
                        set.config().samples(),
                        recipe.seed());
                evaluations.put(set.name(), evaluator.evaluate(step));
            }
        }
        return evaluations;
    }

    /** All of them. */
    List<HeldOutSet> all() {
        return sets.stream()
                .map(set -> new HeldOutSet(
                        set.name(), set.prompts(), sampling(set.config()).maxNewTokens()))
                .toList();
    }

    /** The files that their prompts are read from. */
    List<DataFile> files() {
        return sets.stream().flatMap(set -> set.task().files().stream()).toList();
    }

    private boolean isDue(Named set, long step) {
        int every = set.config().every().orElse(recipe.evaluation().every());
        return step % every == 0 || step == recipe.steps();
    }

    private Sampler.Config sampling(EvaluationSet config) {
        Sampler.Config training = recipe.rollout().sampling();
        return new Sampler.Config(
                        config.maxNewTokens().orElse(training.maxNewTokens()),
                        config.temperature(),
                        config.topK(),
                        config.topP(),
                        training.batchSize())
                .withStop(training.stop())
                .withSharedPrefixes(training.sharedPrefixes());
    }

    private JudgedSource source(Named set, Policy policy, PromptEncoder encoder, Sampler.Config sampling) {
        Sampler sampler = new Sampler(policy.decoder(), policy.endTokens(), sampling, policy.tokenizer());
        return JudgedSource.of(new RolloutProducer(encoder, sampler.withWorkers(workers), set.verifiers()));
    }

    @Override
    public void close() {
        sets.forEach(set -> set.verifiers().close());
    }
}
