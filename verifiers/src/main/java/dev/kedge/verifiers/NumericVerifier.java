package dev.kedge.verifiers;

import dev.kedge.api.AnswerGroups;
import dev.kedge.api.Prompt;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import dev.kedge.math.internal.extract.FinalExpression;
import dev.kedge.math.internal.number.Rational;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A verifier of the final number of a completion against the reference answer, exactly, as fractions: 81 = 81.0 =
 * 162/2, and 0.333333 is not 1/3 unless a tolerance is set.
 *
 * <p>What a model writes between {@code <think>} and {@code </think>} is not looked at; if there is
 * {@code <answer>…</answer>}, only the last one counts. The final number is, in this order:
 *
 * <ol>
 *   <li>what follows the last {@code ####} on its line;
 *   <li>the content of the last {@code \boxed{…}} or {@code \fbox{…}};
 *   <li>the first number after the last "answer is", "answer:" or the like, in any of some thirty languages;
 *   <li>the last number of all, unless the settings say no.
 * </ol>
 *
 * <p>In the first two and in {@code <answer>} there must be one number only: who lists several has not answered. A part
 * of a larger expression is no answer: {@code x^3}, {@code x\le 5} and {@code 3:4} hold no number, {@code 9*9 = 81}
 * holds 81. Units, currency and percent signs do not count ({@code 81%} equals 81). How numbers are read is said at
 * {@link NumberText}. A reference that is a 32-bit float written as the double it widens to is that float:
 * {@code 0.10000000149011612} is 0.1. A reference that is a JSON list of strings, or a list column of the data set,
 * allows each of its numbers.
 */
public final class NumericVerifier implements Verifier {

    private static final int MAX_SHOWN = 60;

    private final Config config;

    /**
     * A verifier of some settings.
     *
     * @param config which numbers count
     */
    public NumericVerifier(Config config) {
        this.config = config;
    }

    /**
     * The numbers that count.
     *
     * @param lastNumber whether the last number of a completion is its answer where nothing marks one
     * @param absoluteTolerance how far a right answer may be from the reference, at least 0
     * @param relativeTolerance how far as a share of the reference's size; the larger of both counts
     */
    public record Config(boolean lastNumber, double absoluteTolerance, double relativeTolerance) {

        /** The last number counts, and exactly. */
        public static final Config DEFAULT = new Config(true, 0, 0);

        public Config {
            check("absoluteTolerance", absoluteTolerance);
            check("relativeTolerance", relativeTolerance);
        }

        private static void check(String name, double tolerance) {
            if (!(tolerance >= 0 && Double.isFinite(tolerance))) {
                throw new SettingException(name, "must be finite and >= 0, got " + tolerance);
            }
        }
    }

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        List<NumberText.Found> references = references(prompt);
        if (references.isEmpty()) {
            throw new IllegalArgumentException("the numeric verifier needs one number as reference answer of prompt "
                    + prompt.id() + ", got \"" + prompt.answer() + "\"");
        }
        FinalExpression expression = FinalExpression.of(completion, config.lastNumber());
        if (expression.text().isEmpty()) {
            return Verdict.unparsable(expression.reason());
        }
        Optional<NumberText.Found> found = NumberText.alone(expression.text().get());
        Optional<Rational> value = found.flatMap(NumberText.Found::value);
        if (value.isEmpty()) {
            return Verdict.unparsable(
                    "not readable as a number: " + shortened(expression.text().get()));
        }
        String written = found.get().written();
        boolean right = references.stream().anyMatch(reference -> equals(value.get(), reference));
        return right
                ? Verdict.correct(written)
                : Verdict.wrong(written, "not " + references.get(0).written());
    }

    @Override
    public Optional<String> unfitReference(Prompt prompt) {
        return references(prompt).isEmpty() ? Optional.of("it is not one number") : Optional.empty();
    }

    private static List<NumberText.Found> references(Prompt prompt) {
        return RightAnswers.of(prompt).stream()
                .flatMap(reference -> NumberText.alone(reference).stream())
                .filter(number -> number.value().isPresent())
                .toList();
    }

    private static String shortened(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }

    private boolean equals(Rational answer, NumberText.Found reference) {
        return near(answer, reference.value().orElseThrow())
                || WidenedFloat.in(reference.written())
                        .filter(narrow -> near(answer, narrow))
                        .isPresent();
    }

    private boolean near(Rational answer, Rational reference) {
        Rational distance = answer.minus(reference).abs();
        return distance.compareTo(exactly(config.absoluteTolerance())) <= 0
                || distance.compareTo(exactly(config.relativeTolerance()).times(reference.abs())) <= 0;
    }

    private static Rational exactly(double tolerance) {
        BigDecimal decimal = BigDecimal.valueOf(tolerance);
        return Rational.decimal(decimal.unscaledValue(), decimal.scale());
    }

    @Override
    public List<Integer> alike(Prompt prompt, List<String> answers) {
        Map<String, Optional<Rational>> values = new HashMap<>();
        answers.forEach(answer -> values.computeIfAbsent(answer, NumericVerifier::value));
        if (config.absoluteTolerance() == 0 && config.relativeTolerance() == 0) {
            return AnswerGroups.byText(answers.stream()
                    .map(answer -> values.getOrDefault(answer, Optional.empty())
                            .map(Rational::toString)
                            .orElse("text " + answer))
                    .toList());
        }
        return AnswerGroups.by(
                answers,
                (one, other) -> values.getOrDefault(one, Optional.empty())
                        .flatMap(reference ->
                                values.getOrDefault(other, Optional.empty()).map(answer -> near(answer, reference)))
                        .orElse(false));
    }

    private static Optional<Rational> value(String answer) {
        return NumberText.alone(answer).flatMap(NumberText.Found::value);
    }
}
