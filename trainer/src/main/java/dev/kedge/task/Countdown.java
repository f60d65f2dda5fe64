package dev.kedge.task;

import dev.kedge.api.Formerly;
import dev.kedge.api.SettingException;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Countdown: reach a target from given numbers with +, -, * and /, each number used at most once.
 *
 * <pre>{@code
 * question   3,5,7>50:
 * solution   7+3=10;10*5=50;#(7+3)*5
 * }</pre>
 *
 * <p>Any expression with the right value counts. A problem is made from a chain of operations on all its numbers whose
 * intermediate values are whole and positive, and which multiplies or divides a sum or a difference, so that its
 * expression needs brackets; nothing is multiplied or divided by 1. Misconception, per solution: the teacher works the
 * steps rightly but leaves the brackets out of the expression; problems where that would not matter are not drawn.
 * Slip: the last digit of a number in the expression, which then is not a given one. A teacher is therefore right with
 * probability (1-misconception)(1-slip)^numbers, up to pairs of slips that cancel.
 */
public final class Countdown implements ProblemFamily {

    private static final double CLOSE = 1e-6;

    private final Config config;

    /**
     * The family of one setting.
     *
     * @param config numbers, sizes and teacher
     */
    Countdown(Config config) {
        this.config = config;
    }

    /**
     * The size of the problems, and who writes the demonstrations.
     *
     * @param numbers how many numbers are given, 3 to 6: the difficulty
     * @param maxNumber numbers are drawn from 1 to this, 4 to 99
     * @param maxTarget bound on the target and on every intermediate value of the problem's own solution, maxNumber to
     *     9999
     * @param useAll whether an expression must use every number exactly once, instead of at most once
     * @param teacher who writes the demonstrations; the default is right in about 26 of 100
     */
    public record Config(
            int numbers,
            @Formerly("largest_number") int maxNumber,
            @Formerly("largest_target") int maxTarget,
            boolean useAll,
            Teacher.Config teacher) {

        /** Three numbers up to 20, target up to 100; the teacher leaves brackets out in 7 solutions of 10. */
        public static final Config DEFAULT = new Config(3, 20, 100, false, new Teacher.Config(0.7, 0.05));

        public Config {
            if (numbers < 3 || numbers > 6) {
                throw new SettingException("numbers", "must be 3 to 6, got " + numbers);
            }
            if (maxNumber < 4 || maxNumber > 99) {
                throw new SettingException("maxNumber", "must be 4 to 99, got " + maxNumber);
            }
            if (maxTarget < maxNumber || maxTarget > 9999) {
                throw new SettingException(
                        "maxTarget", "must be from max_number, " + maxNumber + ", to 9999, got " + maxTarget);
            }
        }
    }

    @Override
    public String name() {
        return "countdown";
    }

    @Override
    public String alphabet() {
        return "0123456789+-*/()=,>:;" + ANSWER_MARKER;
    }

    @Override
    public String verifierKind() {
        return "countdown";
    }

    @Override
    public Teacher.Config teacher() {
        return config.teacher();
    }

    @Override
    public Problem draw(RandomGenerator random) {
        Reach reach = chain(random);
        while (!reach.needsBrackets()) {
            reach = chain(random);
        }
        return reach;
    }

    /** A chain of whole positive values within bounds; a number that no operator takes there is drawn again. */
    private Reach chain(RandomGenerator random) {
        int[] numbers = new int[config.numbers()];
        StringBuilder operators = new StringBuilder();
        numbers[0] = random.nextInt(1, config.maxNumber() + 1);
        int value = numbers[0];
        for (int i = 1; i < numbers.length; i++) {
            String possible = "";
            while (possible.isEmpty()) { // ends: 1 can be added below the bound and subtracted at it
                numbers[i] = random.nextInt(1, config.maxNumber() + 1);
                possible = possibleOperators(value, numbers[i]);
            }
            char operator = possible.charAt(random.nextInt(possible.length()));
            operators.append(operator);
            value = Reach.result(value, operator, numbers[i]);
        }
        return new Reach(numbers, operators.toString(), config.useAll());
    }

    private String possibleOperators(int value, int number) {
        StringBuilder possible = new StringBuilder();
        if (value + number <= config.maxTarget()) {
            possible.append('+');
        }
        if (value > number) {
            possible.append('-');
        }
        if (number > 1 && value * number <= config.maxTarget()) {
            possible.append('*');
        }
        if (number > 1 && value % number == 0) {
            possible.append('/');
        }
        return possible.toString();
    }

    /** One problem. */
    record Reach(int[] numbers, String operators, boolean useAll) implements Problem {

        /** Whether the chain without brackets, read by the usual precedence, misses the target by a safe distance. */
        boolean needsBrackets() {
            double sum = 0;
            double term = numbers[0];
            for (int i = 0; i < operators.length(); i++) {
                int number = numbers[i + 1];
                switch (operators.charAt(i)) {
                    case '*' -> term *= number;
                    case '/' -> term /= number;
                    case '+' -> {
                        sum += term;
                        term = number;
                    }
                    default -> {
                        sum += term;
                        term = -number;
                    }
                }
            }
            return Math.abs(sum + term - target()) > CLOSE;
        }

        private int target() {
            int value = numbers[0];
            for (int i = 0; i < operators.length(); i++) {
                value = result(value, operators.charAt(i), numbers[i + 1]);
            }
            return value;
        }

        private static int result(int left, char operator, int right) {
            return switch (operator) {
                case '+' -> left + right;
                case '-' -> left - right;
                case '*' -> left * right;
                default -> left / right;
            };
        }

        private String sortedNumbers() {
            return IntStream.of(numbers).sorted().mapToObj(Integer::toString).collect(Collectors.joining(","));
        }

        @Override
        public String canonicalText() {
            return question();
        }

        @Override
        public String question() {
            return sortedNumbers() + ">" + target() + ":";
        }

        @Override
        public String answer() {
            return Integer.toString(target());
        }

        @Override
        public Map<String, String> fields() {
            return Map.of(
                    "difficulty", Integer.toString(numbers.length),
                    "numbers", sortedNumbers(),
                    "target", Integer.toString(target()),
                    "use", useAll ? "all" : "any");
        }

        @Override
        public String solution(Teacher.Attempt attempt) {
            boolean leavesBracketsOut = attempt.isMistaken();
            StringBuilder steps = new StringBuilder();
            StringBuilder expression = new StringBuilder(copied(numbers[0], attempt));
            int value = numbers[0];
            boolean endsInSum = false;
            for (int i = 0; i < operators.length(); i++) {
                char operator = operators.charAt(i);
                int number = numbers[i + 1];
                int result = result(value, operator, number);
                steps.append(value)
                        .append(operator)
                        .append(number)
                        .append('=')
                        .append(result)
                        .append(';');
                boolean isSum = operator == '+' || operator == '-';
                if (endsInSum && !isSum && !leavesBracketsOut) {
                    expression.insert(0, '(').append(')');
                }
                expression.append(operator).append(copied(number, attempt));
                endsInSum = isSum;
                value = result;
            }
            return steps.append(ANSWER_MARKER).append(expression).toString();
        }

        private static String copied(int number, Teacher.Attempt attempt) {
            return Integer.toString(number / 10 * 10 + attempt.written(number % 10, 10));
        }
    }
}
