package dev.kedge.verifiers;

import dev.kedge.api.AnswerGroups;
import dev.kedge.api.Prompt;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import dev.kedge.math.internal.number.Rational;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A verifier of the final number of a completion against the reference answer, exactly, as fractions: 81 = 81.0 =
 * 162/2, and 0.333333 is not 1/3 unless a tolerance is set.
 *
 * <p>What a model writes between {@code <think>} and {@code </think>} is not looked at. The final number is, in this
 * order:
 *
 * <ol>
 *   <li>what follows the last {@code ####} on its line;
 *   <li>the content of the last {@code \boxed{…}} or {@code \fbox{…}};
 *   <li>the first number after the last "answer is" or "answer:";
 *   <li>the last number of all, unless the settings say no.
 * </ol>
 *
 * <p>In the first two there must be one number only: who lists several has not answered. Units, currency and percent
 * signs do not count ({@code 81%} equals 81), but a π or a root beside the number is not read over. How numbers are
 * read is said at {@link NumberText}.
 */
public final class NumericVerifier implements Verifier {

    private static final String HASHES = "####";
    private static final String REASONING_END = "</think>";
    private static final Pattern BOX = Pattern.compile("\\\\f?box(?:ed)?\\s?\\{");
    private static final Pattern SAID = Pattern.compile("(?i)\\banswer(?: is\\b|\\s?:)");
    private static final Pattern NOT_ONLY_A_NUMBER =
            Pattern.compile("\\\\(?:pi|sqrt|infty|log|ln|sin|cos|tan)\\b|[π√∞]");

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
        NumberText.Found reference = NumberText.alone(prompt.answer())
                .filter(number -> number.value().isPresent())
                .orElseThrow(() -> new IllegalArgumentException(
                        "the numeric verifier needs one number as reference answer of prompt " + prompt.id()
                                + ", got \"" + prompt.answer() + "\""));
        String text = completion.substring(Math.max(0, completion.lastIndexOf(REASONING_END)));
        Optional<String> marked = marked(text);
        return marked.isPresent() ? judgeMarked(reference, marked.get()) : judgeSaid(reference, text);
    }

    private static Optional<String> marked(String text) {
        int hashes = text.lastIndexOf(HASHES);
        if (hashes >= 0) {
            String rest = text.substring(hashes + HASHES.length()).stripLeading();
            return Optional.of(rest.lines().findFirst().orElse(""));
        }
        Matcher box = BOX.matcher(text);
        int start = -1;
        while (box.find()) {
            start = box.end();
        }
        return start < 0 ? Optional.empty() : Optional.of(bracedFrom(text, start));
    }

    /** The text up to the brace that closes the one before {@code start}, or to the end if none does. */
    private static String bracedFrom(String text, int start) {
        int depth = 1;
        for (int i = start; i < text.length(); i++) {
            char character = text.charAt(i);
            depth += character == '{' ? 1 : character == '}' ? -1 : 0;
            if (depth == 0) {
                return text.substring(start, i);
            }
        }
        return text.substring(start);
    }

    private Verdict judgeMarked(NumberText.Found reference, String marked) {
        List<NumberText.Found> numbers = NumberText.in(marked);
        if (numbers.size() != 1) {
            return Verdict.unparsable("the marked answer must hold one number, got " + numbers.size());
        }
        if (NOT_ONLY_A_NUMBER.matcher(marked).find()) {
            return Verdict.unparsable("the marked answer is more than a number");
        }
        return compared(reference, numbers.get(0));
    }

    private Verdict judgeSaid(NumberText.Found reference, String text) {
        Matcher said = SAID.matcher(text);
        int start = -1;
        while (said.find()) {
            start = said.end();
        }
        if (start >= 0) {
            List<NumberText.Found> numbers = NumberText.in(text.substring(start));
            if (!numbers.isEmpty()) {
                return compared(reference, numbers.get(0));
            }
        }
        List<NumberText.Found> numbers = config.lastNumber() ? NumberText.in(text) : List.of();
        return numbers.isEmpty()
                ? Verdict.unparsable("no answer found")
                : compared(reference, numbers.get(numbers.size() - 1));
    }

    private Verdict compared(NumberText.Found reference, NumberText.Found found) {
        if (found.value().isEmpty()) {
            return Verdict.unparsable("not readable as a number");
        }
        return near(found.value().get(), reference.value().orElseThrow())
                ? Verdict.correct(found.written())
                : Verdict.wrong(found.written(), "not " + reference.written());
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
        return AnswerGroups.by(
                answers,
                (one, other) -> value(one)
                        .flatMap(reference -> value(other).map(answer -> near(answer, reference)))
                        .orElse(false));
    }

    private static Optional<Rational> value(String answer) {
        return NumberText.alone(answer).flatMap(NumberText.Found::value);
    }
}
