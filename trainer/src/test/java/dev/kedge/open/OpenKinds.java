package dev.kedge.open;

import dev.kedge.api.About;
import dev.kedge.api.Kind;
import dev.kedge.api.KindProvider;
import dev.kedge.api.Prompt;
import dev.kedge.api.Require;
import dev.kedge.api.Threshold;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import dev.kedge.divergence.Definition;
import dev.kedge.divergence.DivergenceCondition;
import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.RatioCondition;
import dev.kedge.model.ConfigDocument;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.Family;
import dev.kedge.model.qwen3.Qwen3;
import dev.kedge.objective.advantage.AdvantageEstimator;
import dev.kedge.objective.advantage.GroupEstimator;
import dev.kedge.objective.advantage.ScoredGroup;
import dev.kedge.task.PromptTask;
import dev.kedge.task.Task;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/** The kinds that another jar might bring: one for each of several catalogues. */
@SuppressWarnings("SameNameButDifferent") // each part owns its Config, as everywhere in the house
public final class OpenKinds implements KindProvider {

    @Override
    public List<Kind<?, ?>> kinds() {
        return List.of(
                Kind.of(
                        DivergenceCondition.class,
                        "test-band",
                        About.of("a band around 1", "|w - 1| <= width", "a test"),
                        Band.Config.DEFAULT,
                        Band::new),
                Kind.plain(
                        AdvantageEstimator.class,
                        "test-above-least",
                        About.of("what is above the least of the group", "r - min", "a test"),
                        AboveLeast::new),
                Kind.of(Task.class, "test-echo", About.of("say the number again"), new Echo(64), Echo::task),
                Kind.of(
                        Verifier.class,
                        "test-remainder",
                        About.of("the codes of the completion add up to a multiple"),
                        new Remainder.Config(2),
                        Remainder::new),
                Kind.plain(Family.class, "test-family", About.of("Qwen3 by another name"), OtherFamily::new));
    }

    /** A condition on the ratio alone. */
    public static final class Band implements RatioCondition {

        private final Config config;

        /** Its settings. */
        public record Config(@Threshold double width) {

            public static final Config DEFAULT = new Config(0.2);

            public Config {
                Require.positive("width", width);
            }
        }

        public Band(Config config) {
            this.config = config;
        }

        @Override
        public Definition definition() {
            return new Definition("test-band", "a band around 1", "|w - 1| <= width", "a test");
        }

        @Override
        public double threshold() {
            return config.width();
        }

        @Override
        public double divergence(double logRatio) {
            return Math.abs(Math.expm1(logRatio));
        }

        @Override
        public LogInterval interval() {
            return new LogInterval(Math.log1p(-Math.min(1, config.width())), Math.log1p(config.width()));
        }
    }

    /** An advantage without settings. */
    public static final class AboveLeast implements GroupEstimator {

        @Override
        public double[] ofGroup(ScoredGroup group) {
            double[] rewards = group.rewards();
            double least = IntStream.range(0, rewards.length)
                    .mapToDouble(i -> rewards[i])
                    .min()
                    .orElse(0);
            return IntStream.range(0, rewards.length)
                    .mapToDouble(i -> rewards[i] - least)
                    .toArray();
        }
    }

    /** The settings of a task. */
    public record Echo(int numbers) {

        Task task() {
            return PromptTask.of(IntStream.range(0, numbers)
                    .mapToObj(i -> new Prompt("echo/" + i, i + "=", Integer.toString(i), Map.of()))
                    .toList());
        }
    }

    /** A verifier. */
    public static final class Remainder implements Verifier {

        private final int modulus;

        /** Its settings. */
        public record Config(int modulus) {}

        public Remainder(Config config) {
            this.modulus = config.modulus();
        }

        @Override
        public Verdict verify(Prompt prompt, String completion) {
            return completion.chars().sum() % modulus == 0
                    ? Verdict.correct(completion)
                    : Verdict.wrong(completion, "not a multiple of " + modulus);
        }
    }

    /** A family that writes nothing of its own. */
    static final class OtherFamily implements Family {

        private final Family same = new Qwen3();

        @Override
        public String modelType() {
            return "other";
        }

        @Override
        public String architecture() {
            return "OtherForCausalLM";
        }

        @Override
        public DecoderConfig read(ConfigDocument document) {
            return same.read(document);
        }

        @Override
        public boolean describes(DecoderConfig config) {
            return false;
        }

        @Override
        public void write(DecoderConfig config, ObjectNode target) {
            same.write(config, target);
        }
    }
}
