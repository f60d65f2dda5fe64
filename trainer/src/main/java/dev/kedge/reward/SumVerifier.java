package dev.kedge.reward;

import dev.kedge.api.Attempt;
import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.RewardPart;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import dev.kedge.config.Choice;
import dev.kedge.config.ConfigException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

    private static final String WEIGHT = "weight";
    private static final String NAME = "name";

    /**
     * What is summed.
     *
     * @param of verifiers, at least one, each with two settings more than its own: {@code weight}, 1 unless said, and
     *     {@code name} for its metric, its kind or class unless said
     */
    public record Config(List<Choice> of) {

        /** The task's own verifier alone. */
        public static final Config DEFAULT = new Config(List.of(Choice.of("task")));

        /** Checks that there is one. */
        public Config {
            of = List.copyOf(of);
            if (of.isEmpty()) {
                throw new IllegalArgumentException("of must name at least one verifier, got none");
            }
        }
    }

    private record Part(String name, double weight, Verifier verifier) {}

    private final List<Part> parts;

    /**
     * A sum.
     *
     * @param config what is summed
     * @param maker makes the verifier of a choice
     * @throws ConfigException if a part cannot be made, or two have one name
     */
    public SumVerifier(Config config, Function<Choice, Verifier> maker) {
        List<Part> made = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < config.of().size(); i++) {
            String path = "of[" + i + "]";
            try {
                Part part = part(config.of().get(i), maker);
                if (!names.add(part.name())) {
                    throw new ConfigException(NAME, "must differ from those before it, got " + part.name());
                }
                made.add(part);
            } catch (ConfigException e) {
                throw e.atPath(path);
            }
        }
        this.parts = List.copyOf(made);
    }

    private static Part part(Choice choice, Function<Choice, Verifier> maker) {
        Map<String, Object> own = new LinkedHashMap<>(choice.settings());
        Object weight = own.getOrDefault(WEIGHT, 1.0);
        Object name = own.getOrDefault(NAME, defaultName(choice));
        own.remove(WEIGHT);
        own.remove(NAME);
        if (!(weight instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            throw new ConfigException(WEIGHT, "must be a finite number, got " + weight);
        }
        if (!(name instanceof String text) || !text.matches("[a-z0-9_]+")) {
            throw new ConfigException(NAME, "must be of small letters, digits and underscores, got " + name);
        }
        return new Part(text, number.doubleValue(), maker.apply(new Choice(choice.kind(), own)));
    }

    /** The kind, or the class's own name: {@code com.acme.TaxRule} is tax_rule. */
    private static String defaultName(Choice choice) {
        Object named = choice.settings().get(Choice.CLASS);
        String name = choice.kind().equals(Choice.CLASS) && named instanceof String text
                ? text.replaceFirst(".*[.$]", "").replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
                : choice.kind().replace('-', '_');
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        return verify(prompt, Attempt.ofText(completion));
    }

    @Override
    public Verdict verify(Prompt prompt, Attempt attempt) {
        List<Verdict> verdicts = parts.stream()
                .map(part -> part.verifier().verify(prompt, attempt))
                .toList();
        for (int i = 0; i < parts.size(); i++) {
            Verdict verdict = verdicts.get(i);
            if (verdict.outcome() == Outcome.TIMEOUT || verdict.outcome() == Outcome.ERROR) {
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
    public void close() {
        parts.forEach(part -> part.verifier().close());
    }
}
