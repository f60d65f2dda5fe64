package dev.kedge.verifiers;

import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import dev.kedge.math.internal.number.Rational;
import java.math.BigInteger;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A verifier of countdown answers: the expression after the only {@code #} must have the target as its exact value and
 * use the given numbers, each at most as often as it is given.
 *
 * <p>The prompt's fields say {@code numbers} (comma-separated), {@code target}, and {@code use}: {@code all} asks for
 * every number exactly as often as it is given. Of a prompt with none of these the reference answer, an expression,
 * says the numbers, all of which are to be used, and by its value the target. Any such expression counts, not only the
 * one the problem was made from. Numbers are whole tokens: 12 is not made of a 1 and a 2. Division by zero anywhere is
 * a wrong answer.
 */
public final class CountdownVerifier implements Verifier {

    public CountdownVerifier() {}

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        Problem problem = Problem.of(prompt);
        List<BigInteger> given = new ArrayList<>(problem.numbers());

        Optional<String> marked = MarkedAnswer.in(completion, MarkedAnswer.SYNTHETIC_MARKER);
        if (marked.isEmpty()) {
            return Verdict.unparsable("not exactly one " + MarkedAnswer.SYNTHETIC_MARKER);
        }
        String answer = marked.get();
        ArithmeticExpression expression;
        try {
            expression = ArithmeticExpression.parse(answer);
        } catch (ParseException malformed) {
            return Verdict.unparsable(String.valueOf(malformed.getMessage()));
        } catch (ArithmeticException divisionByZero) {
            return Verdict.wrong(answer, "division by zero");
        }
        for (BigInteger number : expression.numbers()) {
            if (!given.remove(number)) {
                return Verdict.wrong(answer, number + " used more often than given");
            }
        }
        if (problem.useAll() && !given.isEmpty()) {
            return Verdict.wrong(answer, "not used: " + given);
        }
        return expression.value().equals(problem.target())
                ? Verdict.correct(answer)
                : Verdict.wrong(answer, "value " + expression.value() + " is not " + problem.target());
    }

    @Override
    public Optional<String> unfitReference(Prompt prompt) {
        try {
            Problem.of(prompt);
            return Optional.empty();
        } catch (IllegalArgumentException unfit) {
            return Optional.ofNullable(unfit.getMessage());
        }
    }

    /** A countdown problem: the numbers that are given and the target. */
    private record Problem(List<BigInteger> numbers, Rational target, boolean useAll) {

        static Problem of(Prompt prompt) {
            boolean bare = Stream.of("numbers", "target", "use").noneMatch(prompt.fields()::containsKey);
            return bare ? ofReference(prompt) : ofFields(prompt);
        }

        private static Problem ofReference(Prompt prompt) {
            try {
                ArithmeticExpression reference =
                        ArithmeticExpression.parse(prompt.answer().strip());
                return new Problem(reference.numbers(), reference.value(), true);
            } catch (ParseException | ArithmeticException unreadable) {
                throw new IllegalArgumentException(
                        "the countdown verifier needs the fields numbers, target and use, or an"
                                + " expression as reference answer, of prompt " + prompt.id() + ", got \""
                                + prompt.answer()
                                + "\": " + unreadable.getMessage());
            }
        }

        private static Problem ofFields(Prompt prompt) {
            List<BigInteger> numbers = new ArrayList<>();
            for (String number : field(prompt, "numbers").split(",", -1)) {
                numbers.add(new BigInteger(number.strip()));
            }
            Rational target = Rational.of(new BigInteger(field(prompt, "target")));
            return new Problem(numbers, target, field(prompt, "use").equals("all"));
        }

        private static String field(Prompt prompt, String name) {
            return Optional.ofNullable(prompt.fields().get(name))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "the countdown verifier needs the field " + name + " of prompt " + prompt.id() + ", got "
                                    + prompt.fields().keySet()));
        }
    }
}
