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

/**
 * A verifier of countdown answers: the expression after the only {@code #} must have the target as its exact value and
 * use the given numbers, each at most as often as it is given.
 *
 * <p>Needs the prompt's fields {@code numbers} (comma-separated), {@code target}, and {@code use}: {@code all} asks for
 * every number exactly as often as it is given. Any such expression counts, not only the one the problem was made from.
 * Numbers are whole tokens: 12 is not made of a 1 and a 2. Division by zero anywhere is a wrong answer.
 */
public final class CountdownVerifier implements Verifier {

    public CountdownVerifier() {}

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        List<BigInteger> given = new ArrayList<>();
        for (String number : field(prompt, "numbers").split(",", -1)) {
            given.add(new BigInteger(number.strip()));
        }
        Rational target = Rational.of(new BigInteger(field(prompt, "target")));
        boolean useAll = field(prompt, "use").equals("all");

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
        if (useAll && !given.isEmpty()) {
            return Verdict.wrong(answer, "not used: " + given);
        }
        return expression.value().equals(target)
                ? Verdict.correct(answer)
                : Verdict.wrong(answer, "value " + expression.value() + " is not " + target);
    }

    private static String field(Prompt prompt, String name) {
        String value = prompt.fields().get(name);
        if (value == null) {
            throw new IllegalArgumentException("the countdown verifier needs the field " + name + " of prompt "
                    + prompt.id() + ", got " + prompt.fields().keySet());
        }
        return value;
    }
}
