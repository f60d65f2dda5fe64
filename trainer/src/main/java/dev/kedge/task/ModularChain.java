package dev.kedge.task;

import dev.kedge.api.SettingException;
import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Chains of +, - and * modulo a small number, worked strictly from left to right, one operation per step.
 *
 * <pre>{@code
 * question   3+5*2-1*4%7=
 * solution   3+5=1;1*2=2;2-1=1;1*4=4;#4
 * }</pre>
 *
 * <p>Numbers are residues, written with as many digits as the modulus minus 1 has, so solutions of one setting are all
 * of one length. Misconception, decided anew at each *: the teacher takes it for +. Slip: another residue as the result
 * of a step.
 */
public final class ModularChain implements ProblemFamily {

    private static final String OPERATORS = "+-*";

    private final Config config;

    /**
     * The family of one setting.
     *
     * @param config modulus, length and teacher
     */
    ModularChain(Config config) {
        this.config = config;
    }

    /**
     * The size of the problems, and who writes the demonstrations.
     *
     * @param modulus 2 to 100
     * @param operations operations in the chain, 1 to 32: the difficulty
     * @param teacher who writes the demonstrations; the default is right in about 26 of 100
     */
    public record Config(int modulus, int operations, Teacher.Config teacher) {

        /** Four operations modulo 7; the teacher takes 92 of 100 multiplications for additions. */
        public static final Config DEFAULT = new Config(7, 4, new Teacher.Config(0.92, 0.1));

        public Config {
            if (modulus < 2 || modulus > 100) {
                throw new SettingException("modulus", "must be 2 to 100, got " + modulus);
            }
            if (operations < 1 || operations > 32) {
                throw new SettingException("operations", "must be 1 to 32, got " + operations);
            }
        }
    }

    @Override
    public String name() {
        return "modular";
    }

    @Override
    public String alphabet() {
        return "0123456789".substring(0, Math.min(10, config.modulus() + 1)) + OPERATORS + "%=;" + ANSWER_MARKER;
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
        int[] operands = new int[config.operations() + 1];
        Arrays.setAll(operands, i -> random.nextInt(config.modulus()));
        StringBuilder operators = new StringBuilder();
        for (int i = 0; i < config.operations(); i++) {
            operators.append(OPERATORS.charAt(random.nextInt(OPERATORS.length())));
        }
        return new Chain(config.modulus(), operands, operators.toString());
    }

    /** One problem. */
    record Chain(int modulus, int[] operands, String operators) implements Problem {

        @Override
        public String canonicalText() {
            return question();
        }

        @Override
        public String question() {
            StringBuilder question = new StringBuilder(written(operands[0]));
            for (int i = 0; i < operators.length(); i++) {
                question.append(operators.charAt(i)).append(written(operands[i + 1]));
            }
            return question.append('%').append(modulus).append('=').toString();
        }

        @Override
        public String answer() {
            int value = operands[0];
            for (int i = 0; i < operators.length(); i++) {
                value = result(value, operators.charAt(i), operands[i + 1]);
            }
            return Integer.toString(value);
        }

        @Override
        public Map<String, String> fields() {
            long products =
                    operators.chars().filter(operator -> operator == '*').count();
            return Map.of(
                    "difficulty", Integer.toString(operators.length()), "multiplications", Long.toString(products));
        }

        @Override
        public String solution(Teacher.Attempt attempt) {
            StringBuilder solution = new StringBuilder();
            int value = operands[0];
            for (int i = 0; i < operators.length(); i++) {
                char operator = operators.charAt(i);
                int operand = operands[i + 1];
                boolean takesTimesForPlus = operator == '*' && attempt.isMistaken();
                int result = attempt.written(result(value, takesTimesForPlus ? '+' : operator, operand), modulus);
                solution.append(written(value)).append(operator).append(written(operand));
                solution.append('=').append(written(result)).append(';');
                value = result;
            }
            return solution.append(ANSWER_MARKER).append(written(value)).toString();
        }

        private int result(int left, char operator, int right) {
            int result = switch (operator) {
                case '+' -> left + right;
                case '-' -> left - right;
                default -> left * right;
            };
            return Math.floorMod(result, modulus);
        }

        private String written(int residue) {
            String digits = Integer.toString(residue);
            int width = Integer.toString(modulus - 1).length();
            return "0".repeat(width - digits.length()) + digits;
        }
    }
}
