package dev.kedge.train.internal.update;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.internal.metric.Metrics;
import dev.kedge.model.Precision;
import dev.kedge.model.hub.LoadedModel;
import dev.kedge.model.hub.ModelDirectory;
import dev.kedge.objective.ObjectiveCatalogue;
import dev.kedge.objective.input.Quantity;
import dev.kedge.optim.AdamW;
import dev.kedge.rollout.Group;
import dev.kedge.rollout.Participation;
import dev.kedge.rollout.Sample;
import dev.kedge.sampling.FinishReason;
import dev.kedge.sampling.SampledTokens;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Torch;
import dev.kedge.train.internal.rollout.AdvantagePhase;
import dev.kedge.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Updates that TRL has made on given rollouts, and the same ones by Kedge's own classes: the advantages, objective and
 * updates that a recipe describes, everything of a step but its sampling.
 *
 * <p>{@code parity/updates} makes the folder: {@code model/}, {@code rollouts.jsonl}, {@code recipe.yaml}, and
 * {@code cases.json} with the settings of each case, TRL's losses and gradient norms, and where its weights are.
 */
final class TrlUpdates {

    /** Where a condition stops nearly every token, what is left of a gradient is rounding. */
    private static final double LEAST_NORM = 1e-3;

    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;

    TrlUpdates(Path folder) {
        this.folder = folder;
    }

    /**
     * What TRL did by one loss.
     *
     * @param name for people
     * @param settings of Kedge, beside those of {@code recipe.yaml}
     * @param different why Kedge is meant to differ; empty if it is not
     * @param losses of the updates
     * @param gradientNorms of the updates, before clipping
     * @param weights a folder with the weights after some of the updates
     */
    record Case(
            String name,
            List<String> settings,
            String different,
            List<Double> losses,
            List<Double> gradientNorms,
            String weights) {

        private static Case of(JsonNode node) {
            return new Case(
                    node.get("name").asString(),
                    node.get("kedge").valueStream().map(JsonNode::asString).toList(),
                    node.get("different").asString(),
                    node.get("loss").valueStream().map(JsonNode::asDouble).toList(),
                    node.get("gradient_norm")
                            .valueStream()
                            .map(JsonNode::asDouble)
                            .toList(),
                    node.get("weights").asString());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * How far an update by Kedge is from TRL's.
     *
     * @param number from 1
     * @param loss Kedge's loss less TRL's
     * @param gradientNorm Kedge's less TRL's, as a share of TRL's, or of {@value #LEAST_NORM} if that is more
     * @param weights {@code ‖θ' − θ‖ / ‖θ − θ₀‖} of Kedge's weights θ' and TRL's θ after it, which began at θ₀; empty
     *     if TRL's are not in the folder
     * @param ratioMax the largest w of a token
     * @param clipped the share of tokens outside of their condition
     */
    record Difference(
            int number, double loss, double gradientNorm, OptionalDouble weights, double ratioMax, double clipped) {}

    /** Every case of the folder. */
    List<Case> cases() {
        return JSON.readTree(folder.resolve("cases.json"))
                .get("cases")
                .valueStream()
                .map(Case::of)
                .toList();
    }

    /** Makes the updates of a case one by one, with further settings of Kedge. */
    List<Difference> differences(Case trl, String... further) throws IOException {
        List<String> settings = new ArrayList<>(trl.settings());
        settings.addAll(List.of(further));
        Recipe recipe = Recipe.read(folder.resolve("recipe.yaml"), settings).value();
        SteeredObjective objective = SteeredObjective.of(recipe.objective());
        List<Difference> differences = new ArrayList<>();
        try (LoadedModel policy = load();
                LoadedModel reference = load();
                AdamW optimizer = new AdamW(
                        policy.decoder().trained().master(),
                        policy.decoder().trained().gradient(),
                        recipe.update().adam(),
                        recipe.seed())) {
            double[] start = weights(policy);
            InnerUpdates updates = new InnerUpdates(
                    recipe.update().toBuilder().epochs(1).build(),
                    objective,
                    Learners.alone(policy.decoder()),
                    Optional.of(reference.decoder())
                            .filter(frozen -> objective.objective().needs().contains(Quantity.REFERENCE_LOGPROBS)),
                    optimizer,
                    recipe.rollout().sampling().temperature(),
                    recipe.update().epochs(),
                    recipe.seed());
            try (OldPolicy old = updates.oldPolicy(1, teaching(recipe))) {
                for (int number = 1; number <= recipe.update().epochs(); number++) {
                    Map<String, Double> measured = updates.run(number, old).values();
                    differences.add(new Difference(
                            number,
                            measured.getOrDefault("update/loss", Double.NaN)
                                    - trl.losses().get(number - 1),
                            share(
                                    measured.getOrDefault("update/gradient_norm", Double.NaN),
                                    trl.gradientNorms().get(number - 1)),
                            distance(trl, number, start, weights(policy)),
                            measured.getOrDefault("update/ratio_max", Double.NaN),
                            measured.getOrDefault("update/clip_fraction", 0.0)));
                }
            }
        }
        return differences;
    }

    private static double share(double norm, double expected) {
        return (norm - expected) / Math.max(expected, LEAST_NORM);
    }

    /** The rollouts with their advantages, as a step hands them to its updates. */
    private List<Sample> teaching(Recipe recipe) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("rollouts.jsonl"))) {
            Sample sample = sample(JSON.readTree(line));
            boolean cut = sample.sampled().truncated();
            samples.add(sample.withParticipation(cut ? recipe.rollout().truncated() : Participation.TRAIN));
        }
        AdvantagePhase advantages = new AdvantagePhase(
                ObjectiveCatalogue.advantages(recipe.objective()).estimator(), Optional.empty(), Optional.empty());
        Metrics metrics = new Metrics();
        return AdvantagePhase.teaching(advantages.run(samples, metrics), metrics);
    }

    private static Sample sample(JsonNode row) {
        int[] completion = tokens(row.get("completion"));
        float[] unused = new float[completion.length]; // what sampled them plays no part in these objectives
        int group = row.get("group").asInt();
        return new Sample(
                new Group(group, new Prompt("prompt " + group, "", "", Map.of()), tokens(row.get("prompt"))),
                new SampledTokens(
                        completion,
                        unused,
                        unused,
                        row.get("truncated").asBoolean() ? FinishReason.LENGTH : FinishReason.STOP),
                "",
                new Verdict(Outcome.CORRECT, row.get("reward").asDouble(), "", ""));
    }

    private static int[] tokens(JsonNode ids) {
        return ids.valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    private LoadedModel load() {
        return ModelDirectory.load(folder.resolve("model"), Precision.master(ComputeType.FLOAT32));
    }

    private static double[] weights(LoadedModel model) {
        return HostMemory.doubles(model.decoder().parameters().master());
    }

    private OptionalDouble distance(Case trl, int number, double[] start, double[] reached) throws IOException {
        Path stored = folder.resolve("weights").resolve(trl.weights()).resolve(number + ".safetensors");
        if (!Files.exists(stored)) {
            return OptionalDouble.empty();
        }
        double[] aim = weightsOf(stored);
        return OptionalDouble.of(distance(reached, aim) / distance(aim, start));
    }

    /** Weights in the order of Kedge's, whatever that of the file. */
    private double[] weightsOf(Path stored) throws IOException {
        Path directory = Files.createTempDirectory("kedge-updates");
        Path config = directory.resolve("config.json");
        Path weights = directory.resolve("model.safetensors");
        try {
            Files.copy(folder.resolve("model").resolve("config.json"), config);
            Files.copy(stored, weights);
            try (LoadedModel model = ModelDirectory.load(directory, Precision.master(ComputeType.FLOAT32))) {
                return weights(model);
            }
        } finally {
            Files.deleteIfExists(weights);
            Files.deleteIfExists(config);
            Files.delete(directory);
        }
    }

    private static double distance(double[] one, double[] other) {
        double squares = 0;
        for (int i = 0; i < one.length; i++) {
            squares += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return Math.sqrt(squares);
    }

    /** Prints the differences of every case of a folder as a table. */
    public static void main(String[] arguments) throws IOException {
        Torch.setThreads(1);
        TrlUpdates updates = new TrlUpdates(Path.of(arguments[0]));
        System.out.println("| settings | largest ratio | outside | loss | gradient norm | weights |");
        System.out.println("|---|---:|---:|---:|---:|---:|");
        for (Case trl : updates.cases()) {
            List<Difference> all = updates.differences(trl);
            Difference last = all.get(all.size() - 1);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %.0f %% | %s | %s | %s |%n",
                    trl.different().isEmpty() ? trl.name() : trl.name() + " (" + trl.different() + ")",
                    last.ratioMax(),
                    100 * last.clipped(),
                    joined(all.stream().mapToDouble(each -> Math.abs(each.loss()))),
                    joined(all.stream().mapToDouble(each -> Math.abs(each.gradientNorm()))),
                    joined(all.stream().mapToDouble(each -> each.weights().orElse(Double.NaN))));
        }
    }

    private static String joined(DoubleStream values) {
        return String.join(
                ", ",
                values.mapToObj(value -> String.format(Locale.ROOT, "%.0e", value))
                        .toList());
    }
}
