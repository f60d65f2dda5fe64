package dev.kedge.divergence.catalogue;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.RatioCondition;
import dev.kedge.divergence.catalogue.Parameter.Range;
import dev.kedge.divergence.ratio.DivergenceBall;
import dev.kedge.divergence.ratio.Kl3;
import dev.kedge.divergence.ratio.RatioClip;
import dev.kedge.divergence.ratio.RatioMeasure;
import dev.kedge.divergence.ratio.Unconstrained;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The conditions that Kedge knows, by name.
 *
 * <p>Defaults of {@code delta} are calibrated, and say so: most give {@code high = 1.2}, so that exchanging the name
 * alone compares shapes at a matched upper bound. None of them is a value published for that condition.
 */
public final class ConditionCatalogue {

    private static final List<ConditionKind> KINDS = List.of(
            ball(new Kl3(), 0.017678, "high = 1.2"),
            new ConditionKind(
                    RatioClip.SYMMETRIC,
                    List.of(epsilon("epsilon", "room on either side of 1; PPO's default", 0.2)),
                    values -> RatioClip.symmetric(values.get("epsilon"))),
            new ConditionKind(
                    RatioClip.CLIP_HIGHER,
                    List.of(
                            epsilon("epsilon_low", "room below 1; DAPO's default", 0.2),
                            epsilon("epsilon_high", "room above 1; DAPO's default", 0.28)),
                    values -> new RatioClip(values.get("epsilon_low"), values.get("epsilon_high"))),
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
     * @return the kind
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
     * @return the condition, its interval solved
     * @throws IllegalArgumentException if a name is unknown or a number out of range
     */
    public static RatioCondition create(String name, Map<String, Double> values) {
        return kind(name).create(values);
    }

    private static ConditionKind ball(RatioMeasure measure, double defaultDelta, String calibration) {
        Definition definition = new DivergenceBall(measure, defaultDelta).definition();
        return new ConditionKind(
                definition,
                List.of(delta(defaultDelta, calibration)),
                values -> new DivergenceBall(measure, values.get("delta")));
    }

    private static Parameter delta(double defaultDelta, String calibration) {
        return new Parameter(
                "delta",
                "largest divergence of one token, in nats; the default is calibrated to " + calibration,
                Range.POSITIVE,
                defaultDelta);
    }

    private static Parameter epsilon(String name, String meaning, double defaultValue) {
        return new Parameter(name, meaning, Range.POSITIVE, defaultValue);
    }
}
