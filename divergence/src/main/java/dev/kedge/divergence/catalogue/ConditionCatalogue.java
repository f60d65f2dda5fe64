package dev.kedge.divergence.catalogue;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.DivergenceCondition;
import dev.kedge.divergence.catalogue.Parameter.Range;
import dev.kedge.divergence.catalogue.Parameter.Role;
import dev.kedge.divergence.probability.BinaryChiSquare;
import dev.kedge.divergence.probability.BinaryKl;
import dev.kedge.divergence.probability.BinaryReverseKl;
import dev.kedge.divergence.probability.BinaryTotalVariation;
import dev.kedge.divergence.probability.DynamicClip;
import dev.kedge.divergence.probability.ProbabilityKl3;
import dev.kedge.divergence.probability.RatioAboveProbability;
import dev.kedge.divergence.probability.RelaxedBinaryChiSquare;
import dev.kedge.divergence.probability.TrustRegionGuidedClip;
import dev.kedge.divergence.ratio.AbsoluteKl1;
import dev.kedge.divergence.ratio.CressieRead;
import dev.kedge.divergence.ratio.DivergenceBall;
import dev.kedge.divergence.ratio.Jeffreys;
import dev.kedge.divergence.ratio.JensenShannon;
import dev.kedge.divergence.ratio.Kl1;
import dev.kedge.divergence.ratio.Kl2;
import dev.kedge.divergence.ratio.Kl3;
import dev.kedge.divergence.ratio.LeCam;
import dev.kedge.divergence.ratio.NeymanChiSquare;
import dev.kedge.divergence.ratio.PearsonChiSquare;
import dev.kedge.divergence.ratio.RatioClip;
import dev.kedge.divergence.ratio.RatioMeasure;
import dev.kedge.divergence.ratio.ReverseKl;
import dev.kedge.divergence.ratio.SquaredHellinger;
import dev.kedge.divergence.ratio.TotalVariation;
import dev.kedge.divergence.ratio.Unconstrained;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The conditions that Kedge knows, by name.
 *
 * <p>Defaults of {@code delta} of conditions on the ratio are calibrated, and say so: most give {@code high = 1.2}, so
 * that exchanging the name alone compares shapes at a matched upper bound. None of them is a value published for that
 * condition. Defaults of conditions on the old probability are published ones wherever there are any.
 */
public final class ConditionCatalogue {

    private static final String HIGH_1_2 = "high = 1.2";

    private static final List<ConditionKind> KINDS = List.of(
            new ConditionKind(
                    RatioClip.SYMMETRIC,
                    List.of(threshold("epsilon", "room on either side of 1; the default is PPO's", 0.2)),
                    values -> RatioClip.symmetric(values.get("epsilon"))),
            new ConditionKind(
                    RatioClip.CLIP_HIGHER,
                    List.of(
                            positive("epsilon_low", "room below 1; the default is DAPO's", 0.2),
                            positive("epsilon_high", "room above 1; the default is DAPO's", 0.28)),
                    values -> new RatioClip(values.get("epsilon_low"), values.get("epsilon_high"))),
            ball(new Kl3(), 0.017678, HIGH_1_2),
            ball(new Kl1(), 0.223144, "low = 0.8"),
            ball(new AbsoluteKl1(), 0.182322, HIGH_1_2),
            ball(new Kl2(), 0.016621, HIGH_1_2),
            ball(new ReverseKl(), 0.018786, HIGH_1_2),
            ball(new PearsonChiSquare(), 0.02, HIGH_1_2),
            ball(new NeymanChiSquare(), 0.016667, HIGH_1_2),
            ball(new SquaredHellinger(), 0.018220, HIGH_1_2),
            ball(new JensenShannon(), 0.018207, HIGH_1_2),
            ball(new LeCam(), 0.018182, HIGH_1_2),
            ball(new Jeffreys(), 0.018232, HIGH_1_2),
            ball(new TotalVariation(), 0.1, HIGH_1_2),
            new ConditionKind(
                    bounded(CressieRead.FAMILY),
                    List.of(
                            new Parameter(
                                    "alpha", "order of the family; the default is KL3", Range.FINITE, 0, Role.SHAPE),
                            delta(0.017678, HIGH_1_2 + " at alpha = 0")),
                    values -> new DivergenceBall(new CressieRead(values.get("alpha")), values.get("delta"))),
            new ConditionKind(
                    BinaryKl.DEFINITION,
                    List.of(threshold("delta", "largest divergence of one token; the default is DPPO's", 0.05)),
                    values -> new BinaryKl(values.get("delta"))),
            new ConditionKind(
                    BinaryReverseKl.DEFINITION,
                    List.of(threshold("delta", "largest divergence of one token; the default is binary-kl's", 0.05)),
                    values -> new BinaryReverseKl(values.get("delta"))),
            new ConditionKind(
                    BinaryTotalVariation.DEFINITION,
                    List.of(
                            positive("epsilon_low", "probability a token may lose; the default is DPPO's", 0.15),
                            positive("epsilon_high", "probability a token may gain; the default is DPPO's", 0.15)),
                    values -> new BinaryTotalVariation(values.get("epsilon_low"), values.get("epsilon_high"))),
            new ConditionKind(
                    BinaryChiSquare.DEFINITION,
                    List.of(
                            threshold("delta", "largest divergence of one token; the default is BandPO's", 0.05),
                            cap("BandPO's trainer's")),
                    values -> new BinaryChiSquare(values.get("delta"), values.get("cap"))),
            new ConditionKind(
                    RelaxedBinaryChiSquare.DEFINITION,
                    List.of(
                            positive("delta", "largest divergence of one token; the default is BandPO's", 0.05),
                            positive("epsilon_low", "room below 1 that every token has; the default is BandPO's", 0.2),
                            positive(
                                    "epsilon_high", "room above 1 that every token has; the default is BandPO's", 0.28),
                            cap("BandPO's trainer's")),
                    values -> new RelaxedBinaryChiSquare(
                            values.get("delta"),
                            values.get("epsilon_low"),
                            values.get("epsilon_high"),
                            values.get("cap"))),
            new ConditionKind(
                    TrustRegionGuidedClip.DEFINITION,
                    List.of(
                            positive("delta", "largest divergence; the default is TRGPPO's for one Gaussian", 0.029544),
                            positive("epsilon", "room that every token has; the default is PPO's", 0.2)),
                    values -> new TrustRegionGuidedClip(values.get("delta"), values.get("epsilon"))),
            new ConditionKind(
                    DynamicClip.DEFINITION,
                    List.of(
                            positive("epsilon_low", "room below 1, times w p; the default is DCPO's", 0.16),
                            positive("epsilon_high", "room above 1, times w p; the default is DCPO's", 0.2),
                            cap("DCPO's")),
                    values ->
                            new DynamicClip(values.get("epsilon_low"), values.get("epsilon_high"), values.get("cap"))),
            new ConditionKind(
                    ProbabilityKl3.DEFINITION,
                    List.of(threshold(
                            "delta", "largest share of KL(old || new) of one token; the default is binary-kl's", 0.05)),
                    values -> new ProbabilityKl3(values.get("delta"))),
            new ConditionKind(
                    RatioAboveProbability.DEFINITION,
                    List.of(
                            positive("epsilon_low", "room below 1; the default is Stable-RL's", 0.2),
                            positive("epsilon_high", "room above 1; the default is Stable-RL's", 0.28),
                            new Parameter(
                                    "min_probability",
                                    "smallest old probability that the clip applies to; the default is ours",
                                    Range.INSIDE_UNIT,
                                    0.1,
                                    Role.SHAPE)),
                    values -> new RatioAboveProbability(
                            values.get("epsilon_low"), values.get("epsilon_high"), values.get("min_probability"))),
            new ConditionKind(new Unconstrained().definition(), List.of(), values -> new Unconstrained()));

    private ConditionCatalogue() {}

    /**
     * Everything there is, in the order of the documentation.
     *
     * @return the kinds, each name once
     */
    public static List<ConditionKind> kinds() {
        return KINDS;
    }

    /**
     * One kind.
     *
     * @param name the name users write: {@code kl3}
     * @throws IllegalArgumentException if there is none of that name; the message lists what there is
     */
    public static ConditionKind kind(String name) {
        return KINDS.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("condition must be one of "
                        + KINDS.stream().map(ConditionKind::name).collect(Collectors.joining(", ")) + ", got " + name));
    }

    /**
     * A condition by name.
     *
     * @param name the name users write: {@code kl3}
     * @param values numbers by parameter name: {@code {delta=0.02}}; what is missing takes its default
     * @return a ratio condition or a probability condition
     * @throws IllegalArgumentException if a name is unknown or a number out of range
     */
    public static DivergenceCondition create(String name, Map<String, Double> values) {
        return kind(name).create(values);
    }

    private static ConditionKind ball(RatioMeasure measure, double defaultDelta, String calibration) {
        return new ConditionKind(
                bounded(measure.definition()),
                List.of(delta(defaultDelta, calibration)),
                values -> new DivergenceBall(measure, values.get("delta")));
    }

    private static Definition bounded(Definition measure) {
        return measure.withFormula(measure.formula() + " <= delta");
    }

    private static Parameter delta(double defaultDelta, String calibration) {
        return threshold(
                "delta", "largest divergence of one token; the default is calibrated to " + calibration, defaultDelta);
    }

    private static Parameter threshold(String name, String meaning, double defaultValue) {
        return new Parameter(name, meaning, Range.POSITIVE, defaultValue, Role.THRESHOLD);
    }

    private static Parameter cap(String whose) {
        return new Parameter(
                "cap", "largest ratio of any token; the default is " + whose, Range.ABOVE_ONE, 10, Role.SHAPE);
    }

    private static Parameter positive(String name, String meaning, double defaultValue) {
        return new Parameter(name, meaning, Range.POSITIVE, defaultValue, Role.PART_OF_THRESHOLD);
    }
}
