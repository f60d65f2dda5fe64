package dev.kedge.lab;

import dev.kedge.divergence.estimator.CategoricalPair;
import dev.kedge.divergence.estimator.DistributionPair;
import dev.kedge.divergence.estimator.EstimatorMoments;
import dev.kedge.divergence.estimator.GaussianPair;
import dev.kedge.divergence.estimator.KlEstimator;
import dev.kedge.divergence.theory.LossGradient;
import dev.kedge.divergence.theory.SoftmaxPolicy;
import dev.kedge.lab.Study.Table;
import dev.kedge.lab.internal.chart.Figure;
import dev.kedge.lab.internal.chart.Palette;
import dev.kedge.lab.internal.chart.Panel;
import dev.kedge.lab.internal.chart.Scale;
import dev.kedge.lab.internal.chart.Series;
import dev.kedge.lab.internal.chart.Stroke;
import dev.kedge.random.Purpose;
import dev.kedge.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The study of how good KL1, KL2 and KL3 are as estimates of {@code KL(S || O)} from one sample of S, and which way
 * they pull as a loss, as the distributions move apart. All moments and gradients are exact.
 */
public final class EstimatorStudy {

    private static final double[] DIVERGENCES = Grid.logarithmic(1e-4, 1, 49);
    private static final double[] TABLED = {0.001, 0.01, 0.1};
    private static final int ACTIONS = 50;

    private EstimatorStudy() {}

    /** Pairs of distributions, one for each distance. */
    private enum Family {
        SHIFTED("normal, means apart") {
            @Override
            DistributionPair pair(double distance) {
                return new GaussianPair(0, 1, distance, 1);
            }
        },
        WIDER("normal, O wider than S") {
            @Override
            DistributionPair pair(double distance) {
                return new GaussianPair(0, 1, 0, Math.exp(distance));
            }
        },
        NARROWER("normal, O narrower than S") {
            @Override
            DistributionPair pair(double distance) {
                return new GaussianPair(0, 1, 0, Math.exp(-distance));
            }
        },
        CATEGORICAL("50 actions, logits apart") {
            @Override
            DistributionPair pair(double distance) {
                return new CategoricalPair(probabilities(sampled()), probabilities(other(distance)));
            }
        };

        private final String title;

        Family(String title) {
            this.title = title;
        }

        abstract DistributionPair pair(double distance);

        /** The pair that has a given divergence. */
        DistributionPair at(double kl) {
            return pair(Grid.crossing(distance -> pair(distance).kl(), kl, 1e-6, 1e2));
        }
    }

    /**
     * Evaluates every moment.
     *
     * @return figures, the table of moments, and the numbers
     */
    public static Study run() {
        ObjectNode numbers = JsonMapper.shared().createObjectNode();
        Grid.put(numbers, "kl", DIVERGENCES);
        return new Study(
                "estimators", Drawing.of(List.of(moments(numbers), gradients(numbers))), List.of(table()), numbers);
    }

    private static Figure moments(ObjectNode numbers) {
        ObjectNode all = numbers.putObject("moments");
        List<List<Panel>> columns = new ArrayList<>();
        for (Family family : Family.values()) {
            ObjectNode object = all.putObject(family.name().toLowerCase(Locale.ROOT));
            List<Series> bias = new ArrayList<>();
            List<Series> deviation = new ArrayList<>();
            List<Series> error = new ArrayList<>();
            for (KlEstimator estimator : KlEstimator.values()) {
                ObjectNode own = object.putObject(estimator.label());
                bias.add(relative(own, "bias", family, estimator, EstimatorMoments::bias));
                deviation.add(relative(
                        own, "standard_deviation", family, estimator, moments -> Math.sqrt(moments.variance())));
                error.add(relative(own, "rmse", family, estimator, EstimatorStudy::rmse));
            }
            columns.add(List.of(
                    panel("bias / KL", Scale.linear(-1, 1), bias),
                    panel("standard deviation / KL", Scale.log(0.5, 200), deviation),
                    panel("root mean square error / KL", Scale.log(0.5, 200), error)));
        }
        List<Panel> panels = new ArrayList<>();
        for (int row = 0; row < 3; row++) {
            for (List<Panel> column : columns) {
                panels.add(column.get(row));
            }
        }
        return new Figure(
                "estimators",
                "One sample's estimate of KL(S || O)",
                "Exact bias, standard deviation and root mean square error of one sample, relative to the divergence.",
                columns.size(),
                Arrays.stream(Family.values()).map(family -> family.title).toList(),
                panels);
    }

    private static Series relative(
            ObjectNode object,
            String name,
            Family family,
            KlEstimator estimator,
            ToDoubleFunction<EstimatorMoments> measure) {
        double[] values =
                Grid.map(DIVERGENCES, kl -> measure.applyAsDouble(family.at(kl).moments(estimator)) / kl);
        Grid.put(object, name + "_over_kl", values);
        return Series.line(estimator.label(), stroke(estimator), DIVERGENCES, values);
    }

    private static Panel panel(String title, Scale y, List<Series> series) {
        return new Panel(title, "KL(S || O), nats", Scale.log(1e-4, 1), y, series);
    }

    private static double rmse(EstimatorMoments moments) {
        return Math.sqrt(moments.bias() * moments.bias() + moments.variance());
    }

    private static Figure gradients(ObjectNode numbers) {
        ObjectNode all = numbers.putObject("loss_gradients");
        SoftmaxPolicy sampled = sampled();
        List<Panel> panels = new ArrayList<>();
        for (LossGradient role : LossGradient.values()) {
            boolean own = role == LossGradient.OF_SAMPLED;
            ObjectNode object = all.putObject(own ? "of_sampled" : "of_other");
            List<Series> lengths = new ArrayList<>();
            List<Series> errors = new ArrayList<>();
            for (KlEstimator estimator : KlEstimator.values()) {
                double[] length = new double[DIVERGENCES.length];
                double[] error = new double[DIVERGENCES.length];
                for (int i = 0; i < length.length; i++) {
                    SoftmaxPolicy other = otherAt(DIVERGENCES[i]);
                    double[] exact = role.exact(sampled, other);
                    double[] expected = role.expected(estimator, sampled, other);
                    length[i] =
                            distance(expected, new double[exact.length]) / distance(exact, new double[exact.length]);
                    error[i] = distance(expected, exact) / distance(exact, new double[exact.length]);
                }
                ObjectNode numbersOfOne = object.putObject(estimator.label());
                Grid.put(numbersOfOne, "length_over_exact", length);
                Grid.put(numbersOfOne, "error_over_exact", error);
                lengths.add(Series.line(estimator.label(), stroke(estimator), DIVERGENCES, length));
                errors.add(Series.line(estimator.label(), stroke(estimator), DIVERGENCES, error));
            }
            panels.add(panel("length / exact length", Scale.linear(-0.1, 2), lengths));
            panels.add(panel("error / exact length", Scale.linear(-0.1, 2), errors));
        }
        return new Figure(
                "estimator-gradients",
                "The estimate as a loss: its expected gradient beside that of KL(S || O)",
                "50 actions. Left: S is trained on its own samples, O is fixed (a reference). Right: O is trained on"
                        + " samples of a fixed S (the old policy).",
                4,
                List.of("S trained", "S trained", "O trained", "O trained"),
                panels);
    }

    private static Table table() {
        List<List<String>> rows = new ArrayList<>();
        for (Family family : Family.values()) {
            for (double kl : TABLED) {
                List<String> row = new ArrayList<>(List.of(family.title, Double.toString(kl)));
                DistributionPair pair = family.at(kl);
                row.add(Spread.signed(pair.moments(KlEstimator.KL2).bias() / kl, 4));
                for (KlEstimator estimator : KlEstimator.values()) {
                    row.add(decimal(rmse(pair.moments(estimator)) / kl));
                }
                rows.add(row);
            }
        }
        return new Table(
                "estimators",
                "Errors of one sample relative to KL(S || O); k1 and k3 have no bias",
                List.of("pair", "KL", "bias of k2", "RMSE of k1", "RMSE of k2", "RMSE of k3"),
                rows);
    }

    private static String decimal(double value) {
        return Double.isFinite(value) ? Spread.number(value, 2) : "∞";
    }

    private static Stroke stroke(KlEstimator estimator) {
        return switch (estimator) {
            case KL1 -> Stroke.solid(Palette.VERMILION);
            case KL2 -> Stroke.dashed(Palette.GREEN);
            case KL3 -> Stroke.solid(Palette.BLUE);
        };
    }

    private static SoftmaxPolicy sampled() {
        return SoftmaxPolicy.ofLogits(normals(0));
    }

    private static SoftmaxPolicy other(double distance) {
        return sampled().moved(normals(1), distance);
    }

    private static SoftmaxPolicy otherAt(double kl) {
        return other(Grid.crossing(distance -> sampled().klTo(other(distance)), kl, 1e-6, 1e2));
    }

    private static double[] normals(int index) {
        SplittableRandom random = RandomStream.of(1, Purpose.LAB, -1, index);
        double[] normals = new double[ACTIONS];
        for (int action = 0; action < ACTIONS; action++) {
            normals[action] = random.nextGaussian();
        }
        return normals;
    }

    private static double[] probabilities(SoftmaxPolicy policy) {
        double[] probabilities = new double[policy.size()];
        for (int action = 0; action < probabilities.length; action++) {
            probabilities[action] = policy.probability(action);
        }
        return probabilities;
    }

    private static double distance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return Math.sqrt(sum);
    }
}
