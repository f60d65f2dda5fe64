package dev.kedge.task;

import dev.kedge.api.SettingException;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Addition of two numbers with a scratchpad: one column per step, right to left, as {@code digit+digit+carry=sum}.
 *
 * <pre>{@code
 * question   1284+5678=
 * solution   4+8+0=12;8+7+1=16;2+6+1=09;1+5+0=06;#06962
 * }</pre>
 *
 * <p>Solutions of one setting are all of one length: 9 characters per column, then the marker and one digit more than
 * the operands have. Misconception: the teacher forgets every carry of a solution, the last one included, or none.
 * Slip: the units digit of a column's sum.
 */
public final class Addition implements ProblemFamily {

    private static final int MAX_DIGITS = 9;

    private final Config config;

    /**
     * The family of one setting.
     *
     * @param config digits and teacher
     */
    Addition(Config config) {
        this.config = config;
    }

    /**
     * The size of the problems, and who writes the demonstrations.
     *
     * @param digits digits of each operand, none with a leading zero, 2 to 9: the difficulty
     * @param teacher who writes the demonstrations; the default is right in about 22 of 100
     */
    public record Config(int digits, Teacher.Config teacher) {

        /** Four digits; the teacher forgets carries in 8 solutions of 10. */
        public static final Config DEFAULT = new Config(4, new Teacher.Config(0.8, 0.04));

        public Config {
            if (digits < 2 || digits > MAX_DIGITS) {
                throw new SettingException("digits", "must be 2 to " + MAX_DIGITS + ", got " + digits);
            }
        }
    }

    @Override
    public String name() {
        return "addition";
    }

    @Override
    public String alphabet() {
        return "0123456789+=;" + ANSWER_MARKER;
    }

    @Override
    public String verifierKind() {
        return "marked-integer";
    }

    @Override
    public Teacher.Config teacher() {
        return config.teacher();
    }

    @Override
    public Problem draw(RandomGenerator random) {
        int low = power(config.digits() - 1);
        int high = power(config.digits());
        return new Sum(config.digits(), random.nextInt(low, high), random.nextInt(low, high));
    }

    private static int power(int exponent) {
        int power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    /** One problem. */
    record Sum(int digits, int first, int second) implements Problem {

        @Override
        public String canonicalText() {
            return Math.min(first, second) + "+" + Math.max(first, second);
        }

        @Override
        public String question() {
            return first + "+" + second + "=";
        }

        @Override
        public String answer() {
            return Long.toString((long) first + second);
        }

        @Override
        public Map<String, String> fields() {
            return Map.of("difficulty", Integer.toString(digits), "carries", Integer.toString(carries()));
        }

        private int carries() {
            int carries = 0;
            int carry = 0;
            for (int column = 0; column < digits; column++) {
                carry = (digit(first, column) + digit(second, column) + carry) / 10;
                carries += carry;
            }
            return carries;
        }

        @Override
        public String solution(Teacher.Attempt attempt) {
            boolean forgetsCarries = attempt.isMistaken();
            StringBuilder steps = new StringBuilder();
            StringBuilder reversedAnswer = new StringBuilder();
            int carry = 0;
            for (int column = 0; column < digits; column++) {
                int sum = digit(first, column) + digit(second, column) + carry;
                int units = attempt.written(sum % 10, 10);
                steps.append(digit(first, column)).append('+').append(digit(second, column));
                steps.append('+')
                        .append(carry)
                        .append('=')
                        .append(sum / 10)
                        .append(units)
                        .append(';');
                reversedAnswer.append(units);
                carry = forgetsCarries ? 0 : sum / 10;
            }
            reversedAnswer.append(carry);
            return steps.append(ANSWER_MARKER).append(reversedAnswer.reverse()).toString();
        }

        private static int digit(int number, int column) {
            return number / power(column) % 10;
        }
    }
}
