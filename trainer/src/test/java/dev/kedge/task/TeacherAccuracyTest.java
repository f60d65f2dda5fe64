package dev.kedge.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.api.Outcome;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import dev.kedge.verifiers.CountdownVerifier;
import dev.kedge.verifiers.MarkedIntegerVerifier;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The teacher's accuracy, judged by the verifiers on 4,000 demonstrations, against arithmetic. */
class TeacherAccuracyTest {

    private static final int DEMONSTRATIONS = 4_000;
    /** Four standard deviations of a share of 4,000 at the worst, p = 1/2: 4·sqrt(0.25/4000) = 0.032. */
    private static final double FOUR_DEVIATIONS = 0.032;

    private static double accuracy(ProblemFamily family) {
        DemonstrationSource source =
                new SyntheticTask(family, 7).demonstrations(Split.TRAIN).orElseThrow();
        Verifier verifier =
                family.verifierKind().equals("countdown") ? new CountdownVerifier() : new MarkedIntegerVerifier();
        int correct = 0;
        for (int i = 0; i < DEMONSTRATIONS; i++) {
            Demonstration demonstration = source.demonstration(i);
            Verdict verdict = verifier.verify(demonstration.prompt(), demonstration.completion());
            assertThat(verdict.outcome()).isIn(Outcome.CORRECT, Outcome.WRONG);
            correct += verdict.isCorrect() ? 1 : 0;
        }
        return correct / (double) DEMONSTRATIONS;
    }

    @Test
    void teacherWithoutMisconceptionAndSlipsIsAlwaysRight() {
        assertThat(accuracy(new Addition(new Addition.Config(4, Teacher.Config.FLAWLESS))))
                .isEqualTo(1.0);
        assertThat(accuracy(new Addition(new Addition.Config(9, Teacher.Config.FLAWLESS))))
                .isEqualTo(1.0);
        assertThat(accuracy(new ModularChain(new ModularChain.Config(7, 4, Teacher.Config.FLAWLESS))))
                .isEqualTo(1.0);
        assertThat(accuracy(new ModularChain(new ModularChain.Config(100, 8, Teacher.Config.FLAWLESS))))
                .isEqualTo(1.0);
        assertThat(accuracy(new Countdown(new Countdown.Config(3, 20, 100, false, Teacher.Config.FLAWLESS))))
                .isEqualTo(1.0);
        assertThat(accuracy(new Countdown(new Countdown.Config(6, 99, 9999, true, Teacher.Config.FLAWLESS))))
                .isEqualTo(1.0);
    }

    @Test
    void additionTeacherIsRightIfItRemembersCarriesOrThereAreNone() {
        // No carry at all: 55 of 100 digit pairs in each of 3 lower columns, 36 of 81 in the top one (1 to 9): 0.0739.
        double noCarry = Math.pow(0.55, 3) * 36 / 81;
        double expected = (0.2 + 0.8 * noCarry) * Math.pow(0.96, 4); // 0.220: no slip in 4 columns
        assertThat(accuracy(new Addition(Addition.Config.DEFAULT)))
                .isBetween(expected - FOUR_DEVIATIONS, expected + FOUR_DEVIATIONS);
    }

    @Test
    void modularTeacherIsRightAboutAQuarterOfTheTime() {
        double expected = modularAccuracy(7, 4, 0.92, 0.1);
        assertThat(expected).isBetween(0.22, 0.30);
        assertThat(accuracy(new ModularChain(ModularChain.Config.DEFAULT)))
                .isBetween(expected - FOUR_DEVIATIONS, expected + FOUR_DEVIATIONS);
    }

    /** The joint distribution of (true value, teacher's value), carried through the operations. */
    private static double modularAccuracy(int modulus, int operations, double misconception, double slip) {
        double[][] joint = new double[modulus][modulus];
        for (int value = 0; value < modulus; value++) {
            joint[value][value] = 1.0 / modulus;
        }
        for (int i = 0; i < operations; i++) {
            double[][] next = new double[modulus][modulus];
            for (int truth = 0; truth < modulus; truth++) {
                for (int taught = 0; taught < modulus; taught++) {
                    for (int operand = 0; operand < modulus; operand++) {
                        double share = joint[truth][taught] / modulus / 3;
                        int plus = (taught + operand) % modulus;
                        write(next[(truth + operand) % modulus], plus, slip, share);
                        write(
                                next[(truth - operand + modulus) % modulus],
                                (taught - operand + modulus) % modulus,
                                slip,
                                share);
                        write(next[truth * operand % modulus], plus, slip, share * misconception);
                        write(
                                next[truth * operand % modulus],
                                taught * operand % modulus,
                                slip,
                                share * (1 - misconception));
                    }
                }
            }
            joint = next;
        }
        double agree = 0;
        for (int value = 0; value < modulus; value++) {
            agree += joint[value][value];
        }
        return agree;
    }

    private static void write(double[] row, int value, double slip, double share) {
        for (int written = 0; written < row.length; written++) {
            row[written] += share * (written == value ? 1 - slip : slip / (row.length - 1));
        }
    }

    @Test
    void countdownTeacherIsRightIfItKeepsBracketsAndCopiesEveryNumber() {
        double expected = 0.3 * Math.pow(0.95, 3); // 0.257
        assertThat(accuracy(new Countdown(Countdown.Config.DEFAULT)))
                .isBetween(expected - FOUR_DEVIATIONS, expected + FOUR_DEVIATIONS);
    }

    @Test
    void misconceptionOfProbabilityOneShowsInEverySolutionItCanTouch() {
        Teacher.Config always = new Teacher.Config(1, 0);
        DemonstrationSource chains = new SyntheticTask(new ModularChain(new ModularChain.Config(7, 4, always)), 1)
                .demonstrations(Split.TRAIN)
                .orElseThrow();
        for (int i = 0; i < 300; i++) {
            for (String step : chains.demonstration(i).completion().split(";", -1)) {
                if (step.contains("*")) { // "3*5=1": taken for 3+5
                    int left = step.charAt(0) - '0';
                    int right = step.charAt(2) - '0';
                    assertThat(step.charAt(4) - '0').isEqualTo((left + right) % 7);
                }
            }
        }
        assertThat(accuracy(new Countdown(new Countdown.Config(4, 20, 100, false, always))))
                .isEqualTo(0.0);
        // Only sums without any carry are right: 0.0739 (see above).
        assertThat(accuracy(new Addition(new Addition.Config(4, always)))).isBetween(0.055, 0.092);
    }

    @Test
    void workedExamplesOfTheDocumentation() {
        Teacher.Attempt flawless = attempt(Teacher.Config.FLAWLESS);
        Problem sum = new Addition.Sum(4, 1284, 5678);
        assertThat(sum.question()).isEqualTo("1284+5678=");
        assertThat(sum.solution(flawless)).isEqualTo("4+8+0=12;8+7+1=16;2+6+1=09;1+5+0=06;#06962");
        assertThat(sum.answer()).isEqualTo("6962");
        assertThat(sum.fields()).containsEntry("carries", "2").containsEntry("difficulty", "4");

        Problem chain = new ModularChain.Chain(7, new int[] {3, 5, 2, 1, 4}, "+*-*");
        assertThat(chain.question()).isEqualTo("3+5*2-1*4%7=");
        assertThat(chain.solution(flawless)).isEqualTo("3+5=1;1*2=2;2-1=1;1*4=4;#4"); // 8 mod 7 = 1, then 2, 1, 4
        assertThat(chain.answer()).isEqualTo("4");

        Problem reach = new Countdown.Reach(new int[] {7, 3, 5}, "+*", false);
        assertThat(reach.question()).isEqualTo("3,5,7>50:");
        assertThat(reach.solution(flawless)).isEqualTo("7+3=10;10*5=50;#(7+3)*5");
        assertThat(reach.answer()).isEqualTo("50");
    }

    @Test
    void misconceptionsAsTheyAreWritten() {
        Teacher.Attempt mistaken = attempt(new Teacher.Config(1, 0));
        // Carries forgotten: 12 -> 2, 15 -> 5, 8, 6.
        assertThat(new Addition.Sum(4, 1284, 5678).solution(mistaken))
                .isEqualTo("4+8+0=12;8+7+0=15;2+6+0=08;1+5+0=06;#06852");
        // 3+5=1, 1+2=3, 3-1=2, 2+4=6.
        assertThat(new ModularChain.Chain(7, new int[] {3, 5, 2, 1, 4}, "+*-*").solution(mistaken))
                .isEqualTo("3+5=1;1*2=3;3-1=2;2*4=6;#6");
        assertThat(new Countdown.Reach(new int[] {7, 3, 5}, "+*", false).solution(mistaken))
                .isEqualTo("7+3=10;10*5=50;#7+3*5");
    }

    @Test
    void bracketsStandOnlyWhereTheyChangeTheValue() {
        Teacher.Attempt flawless = attempt(Teacher.Config.FLAWLESS);
        assertThat(new Countdown.Reach(new int[] {2, 3, 4, 5, 6}, "*+-*", false).solution(flawless))
                .endsWith("#(2*3+4-5)*6");
        assertThat(new Countdown.Reach(new int[] {7, 3, 5, 4, 9}, "+*-*", false).solution(flawless))
                .endsWith("#((7+3)*5-4)*9");
    }

    private static Teacher.Attempt attempt(Teacher.Config config) {
        return new Teacher.Attempt(config, new SplittableRandom(1));
    }
}
