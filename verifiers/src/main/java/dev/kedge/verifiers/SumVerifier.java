package dev.kedge.verifiers;

import dev.kedge.api.CallBounds;
import dev.kedge.api.Choice;
import dev.kedge.api.Chosen;
import dev.kedge.api.Completion;
import dev.kedge.api.Inlined;
import dev.kedge.api.Kind;
import dev.kedge.api.Prompt;
import dev.kedge.api.Require;
import dev.kedge.api.RewardPart;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/**
 * The weighted sum of the rewards of several verifiers, each kept as a part. Whether the answer is right, and what it
 * is, is for the first to say.
 *
 * <p>If one of them fails, or does not end in time, so does the sum: that sample is an error or a timeout with reward
 * 0, as with any verifier.
 */
public final class SumVerifier implements Verifier {

    /**
     * The verifiers that are summed.
     *
     * @param of the summands, at least one
     */
    public record Config(List<Summand> of) {

        /** The task's own verifier alone. */
        public static final Config DEFAULT = new Config(List.of(Summand.of(Choice.of(TaskVerifier.KIND))));

        /** Checks that there is one. */
        public Config {
            of = List.copyOf(of);
            Require.that(!of.isEmpty(), "of", "must name at least one verifier", "none");
        }
    }

    /**
     * A verifier with its place in the sum.
     *
     * @param verifier its kind and settings
     * @param weight what its reward is multiplied by; absent: 1
     * @param name names its metric; absent: its kind or class
     */
    public record Summand(@Inlined Choice<Verifier> verifier, OptionalDouble weight, Optional<String> name) {

        /** Checks weight and name. */
        public Summand {
            weight.ifPresent(given -> Require.that(Double.isFinite(given), "weight", "must be a finite number", given));
            name.ifPresent(text -> Require.that(
                    text.matches("[a-z0-9_]+"), "name", "must be of small letters, digits and underscores", text));
        }

        /**
         * A summand of weight 1.
         *
         * @param verifier its kind and settings
         * @return under the name of its kind
         */
        public static Summand of(Choice<Verifier> verifier) {
            return new Summand(verifier, OptionalDouble.empty(), Optional.empty());
        }

        /** The name for its metric; of the class {@code com.acme.TaxRule} it is tax_rule. */
        private String label() {
            return name.orElseGet(() -> {
                String chosen = verifier.name();
                String own = verifier.kind().key().equals(Kind.CLASS_KEY)
                        ? chosen.replaceFirst(".*[.$]", "").replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
                        : chosen.replaceAll("[.-]", "_");
                return own.toLowerCase(Locale.ROOT);
            });
        }
    }

    private record Part(String name, double weight, Verifier verifier) {}

    private final List<Part> parts;

    /**
     * A sum.
     *
     * @param config what is summed
     * @param others makes the verifier of a choice
     * @throws SettingException if a part cannot be made, or two have one name
     */
    public SumVerifier(Config config, Function<Chosen<Verifier>, Verifier> others) {
        List<Part> made = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < config.of().size(); i++) {
            Summand summand = config.of().get(i);
            made.add(SettingException.within("of[" + i + "]", () -> {
                Require.that(names.add(summand.label()), "name", "must differ from those before it", summand.label());
                return new Part(summand.label(), summand.weight().orElse(1), others.apply(summand.verifier()));
            }));
        }
        this.parts = List.copyOf(made);
    }

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        return verify(prompt, Completion.ofText(completion));
    }

    @Override
    public Verdict verify(Prompt prompt, Completion completion) {
        List<Verdict> verdicts = parts.stream()
                .map(part -> part.verifier().verify(prompt, completion))
                .toList();
        for (int i = 0; i < parts.size(); i++) {
            Verdict verdict = verdicts.get(i);
            if (verdict.outcome().isFailure()) {
                String reason = parts.get(i).name() + ": " + verdict.reason();
                return new Verdict(verdict.outcome(), 0, verdict.extracted(), reason);
            }
        }
        List<RewardPart> rewards = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            rewards.add(new RewardPart(
                    parts.get(i).name(), verdicts.get(i).reward(), parts.get(i).weight()));
        }
        return Verdict.ofParts(verdicts.get(0), rewards);
    }

    @Override
    public Optional<String> unfitReference(Prompt prompt) {
        return parts.stream()
                .flatMap(part -> part.verifier().unfitReference(prompt).stream())
                .findFirst();
    }

    @Override
    public boolean runsCompletion(Prompt prompt) {
        return parts.stream().anyMatch(part -> part.verifier().runsCompletion(prompt));
    }

    @Override
    public CallBounds callBounds() {
        return parts.stream()
                .map(part -> part.verifier().callBounds())
                .reduce(CallBounds.OF_THE_CALLER, CallBounds::then);
    }

    @Override
    public void close() {
        parts.forEach(part -> part.verifier().close());
    }

    @Override
    public List<Integer> alike(Prompt prompt, List<String> answers) {
        return parts.get(0).verifier().alike(prompt, answers);
    }
}
