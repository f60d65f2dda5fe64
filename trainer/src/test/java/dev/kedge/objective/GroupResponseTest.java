package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.UpdateTokens;
import dev.kedge.objective.input.UpdateTotals;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/**
 * Losses of whole groups and of whole completions: their gradients are the slopes of the losses as their papers write
 * them, evaluated here without tensors. Two groups, their completions mixed, of one to three tokens.
 */
class GroupResponseTest {

    /** Central differences of a smooth loss of the order of 1, h = 1e-5: h² and 1e-16/h. */
    private static final double DIFFERENCE = 1e-9;

    private static final long[] GROUPS = {7, 4, 7, 7, 4, 4};
    private static final double[] ADVANTAGES = {0.5, 0.7, -0.5, 0.4, -0.1, -0.6};
    private static final double[][] LOG_RATIOS = {
        {0.1, -0.3, 0.4}, {0.2}, {-0.1, 0.3}, {0.6, 0.1}, {0.3, -0.2, -0.2}, {-0.4}
    };

    /** The loss of a set of log-ratios, by sequence and token, to be minimized. */
    private interface Loss {
        double of(double[][] x);
    }

    @Test
    void realTellsRightFromWrongWithinEachGroup() {
        // Over 6 sequences: each group's loss, summed, by 6.
        slopes(objective("response: {kind: group-classification, temperature: 0.5}"), x -> {
            double loss = 0;
            for (long group : new long[] {7, 4}) {
                double right = 1;
                double wrong = 1;
                for (int i = 0; i < x.length; i++) {
                    double mean = Arrays.stream(x[i]).average().orElseThrow();
                    right += GROUPS[i] == group && ADVANTAGES[i] > 0 ? Math.exp(-mean / 0.5) : 0;
                    wrong += GROUPS[i] == group && ADVANTAGES[i] < 0 ? Math.exp(mean / 0.5) : 0;
                }
                loss += Math.log(right) + Math.log(wrong);
            }
            return loss / 6;
        });
    }

    @Test
    void gvpoFitsLogRatiosToRewardsWithinEachGroup() {
        slopes(objective("response: {kind: group-variance, beta: 0.3}", "aggregation: sequence-sum"), x -> {
            double loss = 0;
            for (long group : new long[] {7, 4}) {
                double meanSum = 0;
                double meanAdvantage = 0;
                for (int i = 0; i < x.length; i++) {
                    meanSum += GROUPS[i] == group ? Arrays.stream(x[i]).sum() / 3 : 0;
                    meanAdvantage += GROUPS[i] == group ? ADVANTAGES[i] / 3 : 0;
                }
                for (int i = 0; i < x.length; i++) {
                    double off = 0.3 * (Arrays.stream(x[i]).sum() - meanSum) - (ADVANTAGES[i] - meanAdvantage);
                    loss += GROUPS[i] == group ? 0.5 * off * off / 2 : 0;
                }
            }
            return loss / 6;
        });
    }

    @Test
    void regressionFitsEachCompletionToItsAdvantage() {
        String sum = "aggregation: sequence-sum";
        slopes(objective("response: {kind: regression, beta: 0.3, against: old}", sum), x -> {
            double loss = 0;
            for (int i = 0; i < x.length; i++) {
                double off = 0.3 * Arrays.stream(x[i]).sum() - ADVANTAGES[i];
                loss += off * off;
            }
            return loss / 6;
        });
        // The reference policy is at log π_old − 0.2: every token of X has 0.2 more.
        slopes(objective("response: {kind: regression, beta: 0.3, against: reference}", sum), x -> {
            double loss = 0;
            for (int i = 0; i < x.length; i++) {
                double off = 0.3 * (Arrays.stream(x[i]).sum() + 0.2 * x[i].length) - ADVANTAGES[i];
                loss += off * off;
            }
            return loss / 6;
        });
    }

    @Test
    void realsWorkedNumbers() {
        // One right and one wrong completion of one token, on-policy: ±1/(½·(1 + 1)) = ±1, by 2 sequences.
        Objective real = objective("response: {kind: group-classification, temperature: 0.5}");
        double[][] gradient = gradient(real, new double[][] {{0}, {0}}, new double[] {1, -1}, new long[] {1, 1});
        assertThat(gradient[0][0]).isEqualTo(-0.5);
        assertThat(gradient[1][0]).isEqualTo(0.5);
        // A group without a wrong completion teaches nothing.
        double[][] alone = gradient(real, new double[][] {{0}, {0}}, new double[] {1, -1}, new long[] {1, 2});
        assertThat(alone[0][0]).isZero();
        assertThat(alone[1][0]).isZero();
    }

    @Test
    void largeLogRatiosDoNotOverflow() {
        Objective real = objective("response: {kind: group-classification, temperature: 0.01}");
        double[][] gradient = gradient(real, new double[][] {{-50}, {50}}, new double[] {1, -1}, new long[] {1, 1});
        // e^5000/(1 + e^5000)/0.01 = 100, by 2.
        assertThat(gradient[0][0]).isCloseTo(-50, within(1e-10));
        assertThat(gradient[1][0]).isCloseTo(50, within(1e-10));
    }

    @Test
    void onlyLossesOfGroupsKeepGroupsTogether() {
        List<String> together = Preset.all().stream()
                .map(Preset::name)
                .filter(name -> ObjectiveCatalogue.objective(Preset.named(name).objective())
                        .needsWholeGroups())
                .toList();
        assertThat(together).containsExactly("real", "gvpo");
    }

    private static void slopes(Objective objective, Loss loss) {
        double[][] gradient = gradient(objective, LOG_RATIOS, ADVANTAGES, GROUPS);
        double h = 1e-5;
        for (int i = 0; i < LOG_RATIOS.length; i++) {
            for (int t = 0; t < LOG_RATIOS[i].length; t++) {
                double slope = (loss.of(moved(i, t, h)) - loss.of(moved(i, t, -h))) / (2 * h);
                assertThat(gradient[i][t])
                        .as("sequence %s, token %s", i, t)
                        .isCloseTo(slope, within(DIFFERENCE))
                        .isNotZero();
            }
        }
    }

    private static double[][] moved(int sequence, int token, double amount) {
        double[][] copy = Arrays.stream(LOG_RATIOS).map(double[]::clone).toArray(double[][]::new);
        copy[sequence][token] += amount;
        return copy;
    }

    private static double[][] gradient(Objective objective, double[][] x, double[] advantages, long[] groups) {
        double[][] old = Arrays.stream(x).map(row -> new double[row.length]).toArray(double[][]::new);
        double[][] perToken = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            perToken[i] = new double[x[i].length];
            Arrays.fill(perToken[i], advantages[i]);
        }
        UpdateTokens update = new UpdateTokens(x, old, old, old, perToken, groups, 1);
        try (Scope scope = Scope.open()) {
            Tensor logprobs = Autograd.leaf(padded(x));
            ObjectiveInputs inputs = ObjectiveInputs.of(
                            logprobs,
                            padded(old),
                            padded(perToken),
                            padded(Arrays.stream(x)
                                            .map(row -> Arrays.stream(row)
                                                    .map(v -> 1)
                                                    .toArray())
                                            .toArray(double[][]::new))
                                    .gt(new Scalar(0.5)))
                    .with(
                            Quantity.REFERENCE_LOGPROBS,
                            padded(Arrays.stream(x)
                                    .map(row ->
                                            Arrays.stream(row).map(v -> -0.2).toArray())
                                    .toArray(double[][]::new)));
            for (Quantity quantity : objective.needs()) {
                if (quantity.isOfUpdate()) {
                    inputs = inputs.with(
                            quantity, padded(quantity.at(update, objective).orElseThrow()));
                }
            }
            double tokens = Arrays.stream(x).mapToInt(row -> row.length).sum();
            Autograd.backward(objective
                    .at(update)
                    .evaluate(inputs, new UpdateTotals(x.length, tokens))
                    .loss());
            return rows(HostMemory.doubles(Autograd.gradient(logprobs)), x);
        }
    }

    /** Right-padded to four columns. */
    private static Tensor padded(double[][] rows) {
        double[] flat = new double[4 * rows.length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, 4 * i, rows[i].length);
        }
        return HostMemory.tensor(flat, rows.length, 4);
    }

    private static double[][] rows(double[] flat, double[][] like) {
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < like.length; i++) {
            rows.add(Arrays.copyOfRange(flat, 4 * i, 4 * i + like[i].length));
        }
        return rows.toArray(double[][]::new);
    }

    private static Objective objective(String... axes) {
        return ObjectiveCatalogue.objective(PresetText.objective("test", axes));
    }
}
