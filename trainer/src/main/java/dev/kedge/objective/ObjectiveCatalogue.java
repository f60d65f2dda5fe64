package dev.kedge.objective;

import dev.kedge.config.AllOf;
import dev.kedge.config.Catalogue;
import dev.kedge.config.Choice;
import dev.kedge.config.ConfigException;
import dev.kedge.objective.advantage.AdvantageCatalogue;
import dev.kedge.objective.advantage.Advantages;
import dev.kedge.objective.condition.Condition;
import dev.kedge.objective.condition.Conditions;
import dev.kedge.objective.condition.WorseningCap;
import dev.kedge.objective.level.ClippedGeometricMean;
import dev.kedge.objective.level.Level;
import dev.kedge.objective.level.SequenceGeometricMean;
import dev.kedge.objective.level.SequenceMeanToken;
import dev.kedge.objective.level.SequenceProduct;
import dev.kedge.objective.level.TokenLevel;
import dev.kedge.objective.penalty.DistancePenalty;
import dev.kedge.objective.penalty.DistancePenalty.Distance;
import dev.kedge.objective.penalty.HingePenalty;
import dev.kedge.objective.penalty.KlCovariance;
import dev.kedge.objective.penalty.ProximalPenalty;
import dev.kedge.objective.penalty.ReferencePenalty;
import dev.kedge.objective.penalty.ReferencePenalty.Estimator;
import dev.kedge.objective.penalty.ScaledPenalty;
import dev.kedge.objective.response.Flip;
import dev.kedge.objective.response.GammaGate;
import dev.kedge.objective.response.Hold;
import dev.kedge.objective.response.KlRollback;
import dev.kedge.objective.response.LogProbability;
import dev.kedge.objective.response.Mask;
import dev.kedge.objective.response.Preserve;
import dev.kedge.objective.response.QuadraticPull;
import dev.kedge.objective.response.Response;
import dev.kedge.objective.response.Rollback;
import dev.kedge.objective.response.Smoothing;
import dev.kedge.objective.response.SoftGate;
import dev.kedge.objective.response.Stop;
import dev.kedge.objective.response.TruncatedMask;
import dev.kedge.objective.weighting.Aggregation;
import dev.kedge.objective.weighting.ClipCovariance;
import dev.kedge.objective.weighting.ConstantLength;
import dev.kedge.objective.weighting.Correction;
import dev.kedge.objective.weighting.MaskOutside;
import dev.kedge.objective.weighting.Rejection;
import dev.kedge.objective.weighting.Selection;
import dev.kedge.objective.weighting.SequenceMean;
import dev.kedge.objective.weighting.SequenceSum;
import dev.kedge.objective.weighting.TokenMean;
import dev.kedge.objective.weighting.TokenSum;
import dev.kedge.objective.weighting.TopEntropy;
import dev.kedge.objective.weighting.Truncate;
import java.util.List;
import java.util.Optional;

/**
 * What each axis offers by name. Adding a response, level, aggregation, advantage or penalty is a class and a line
 * here.
 */
public final class ObjectiveCatalogue {

    static final Catalogue<Response> RESPONSES = new Catalogue<Response>()
            .with("stop", Stop::new)
            .with("mask", Mask::new)
            .with("truncated-mask", TruncatedMask.Config.class, TruncatedMask.Config.DEFAULT, TruncatedMask::new)
            .with("hold", Hold::new)
            .with("preserve", Preserve.Config.class, Preserve.Config.DEFAULT, Preserve::new)
            .with("rollback", Rollback.Config.class, Rollback.Config.DEFAULT, Rollback::new)
            .with("kl-rollback", KlRollback.Config.class, KlRollback.Config.DEFAULT, KlRollback::new)
            .with("log-probability", LogProbability::new)
            .with("flip", Flip.Config.class, Flip.Config.DEFAULT, Flip::new)
            .with("smoothing", Smoothing.Config.class, Smoothing.Config.DEFAULT, Smoothing::new)
            .with("soft-gate", SoftGate.Config.class, SoftGate.Config.DEFAULT, SoftGate::new)
            .with("quadratic-pull", QuadraticPull.Config.class, QuadraticPull.Config.DEFAULT, QuadraticPull::new)
            .with("gamma-gate", GammaGate.Config.class, GammaGate.Config.DEFAULT, GammaGate::new);

    static final Catalogue<Level> LEVELS = new Catalogue<Level>()
            .with("token", TokenLevel::new)
            .with("sequence-geometric-mean", SequenceGeometricMean::new)
            .with("sequence-geometric-mean-token", SequenceMeanToken::new)
            .with("sequence-product", SequenceProduct::new)
            .with("clipped-geometric-mean", ClippedGeometricMean::new);

    static final Catalogue<Aggregation> AGGREGATIONS = new Catalogue<Aggregation>()
            .with("token-mean", TokenMean::new)
            .with("sequence-mean", SequenceMean::new)
            .with("sequence-sum", SequenceSum::new)
            .with("constant-length", ConstantLength.Config.class, ConstantLength.Config.DEFAULT, ConstantLength::new)
            .with("token-sum", TokenSum.Config.class, TokenSum.Config.DEFAULT, TokenSum::new);

    static final Catalogue<Optional<WorseningCap>> WORSENING_CAPS = new Catalogue<Optional<WorseningCap>>()
            .with("none", Optional::<WorseningCap>empty)
            .with(
                    "dual-clip",
                    WorseningCap.Config.class,
                    WorseningCap.Config.DEFAULT,
                    config -> Optional.of(new WorseningCap(config)));

    static final Catalogue<Optional<Selection>> SELECTIONS = new Catalogue<Optional<Selection>>()
            .with("none", Optional::<Selection>empty)
            .with(
                    "top-entropy",
                    TopEntropy.Config.class,
                    TopEntropy.Config.DEFAULT,
                    config -> Optional.of(new TopEntropy(config)))
            .with(
                    "clip-cov",
                    ClipCovariance.Config.class,
                    ClipCovariance.Config.DEFAULT,
                    config -> Optional.of(new ClipCovariance(config)));

    static final Catalogue<Optional<Correction>> CORRECTIONS = new Catalogue<Optional<Correction>>()
            .with("none", Optional::<Correction>empty)
            .with(
                    "truncate",
                    Truncate.Config.class,
                    Truncate.Config.DEFAULT,
                    config -> Optional.of(new Truncate(config)))
            .with(
                    "mask-outside",
                    MaskOutside.Config.class,
                    MaskOutside.Config.DEFAULT,
                    config -> Optional.of(new MaskOutside(config)))
            .with(
                    "reject",
                    Rejection.Config.class,
                    Rejection.Config.DEFAULT,
                    config -> Optional.of(new Rejection(config)));

    static final Catalogue<Optional<ReferencePenalty>> REFERENCES = new Catalogue<Optional<ReferencePenalty>>()
            .with("none", Optional::<ReferencePenalty>empty)
            .with(
                    "k1",
                    ReferencePenalty.Config.class,
                    ReferencePenalty.Config.DEFAULT,
                    config -> pull(Estimator.K1, config))
            .with(
                    "k2",
                    ReferencePenalty.Config.class,
                    ReferencePenalty.Config.DEFAULT,
                    config -> pull(Estimator.K2, config))
            .with(
                    "k3",
                    ReferencePenalty.Config.class,
                    ReferencePenalty.Config.DEFAULT,
                    config -> pull(Estimator.K3, config))
            .with(
                    "abs",
                    ReferencePenalty.Config.class,
                    ReferencePenalty.Config.DEFAULT,
                    config -> pull(Estimator.ABS, config));

    static final Catalogue<Optional<ProximalPenalty>> PROXIMALS = new Catalogue<Optional<ProximalPenalty>>()
            .with("none", Optional::<ProximalPenalty>empty)
            .with(
                    "k2",
                    DistancePenalty.Config.class,
                    DistancePenalty.Config.DEFAULT,
                    config -> near(Distance.K2, config))
            .with(
                    "k3",
                    DistancePenalty.Config.class,
                    DistancePenalty.Config.DEFAULT,
                    config -> near(Distance.K3, config))
            .with(
                    "squared-ratio",
                    DistancePenalty.Config.class,
                    DistancePenalty.Config.DEFAULT,
                    config -> near(Distance.SQUARED_RATIO, config))
            .with(
                    "exact-kl",
                    DistancePenalty.Config.class,
                    DistancePenalty.Config.DEFAULT,
                    config -> near(Distance.EXACT_KL, config))
            .with(
                    "kl-cov",
                    KlCovariance.Config.class,
                    KlCovariance.Config.DEFAULT,
                    config -> Optional.of(new KlCovariance(config)))
            .with(
                    "hinge",
                    HingePenalty.Config.class,
                    HingePenalty.Config.DEFAULT,
                    config -> Optional.of(new HingePenalty(config)));

    static final Catalogue<Optional<KlTarget>> CONTROLLERS = new Catalogue<Optional<KlTarget>>()
            .with("none", Optional::<KlTarget>empty)
            .with(
                    "kl-target",
                    KlTarget.Config.class,
                    KlTarget.Config.DEFAULT,
                    config -> Optional.of(new KlTarget(config)));

    private ObjectiveCatalogue() {}

    /**
     * Builds the objective that a recipe describes.
     *
     * @param config one choice per axis
     * @return the objective
     * @throws ConfigException if a name is unknown or a setting out of range; its path begins with {@code objective.}
     */
    public static Objective objective(ObjectiveConfig config) {
        return objective(config, 1);
    }

    /**
     * Builds the objective that a recipe describes, its thresholds multiplied.
     *
     * @param config one choice per axis
     * @param thresholdScale what a controller multiplies the condition's thresholds and divides a proximal coefficient
     *     by
     * @return the objective
     * @throws ConfigException if a name is unknown or a setting out of range; its path begins with {@code objective.}
     */
    public static Objective objective(ObjectiveConfig config, double thresholdScale) {
        return new Objective(
                conditions(config.condition(), thresholdScale),
                RESPONSES.create(config.response(), "objective.response"),
                config.sidedness(),
                WORSENING_CAPS.create(config.worseningCap(), "objective.worsening_cap"),
                LEVELS.create(config.level(), "objective.level"),
                AGGREGATIONS.create(config.aggregation(), "objective.aggregation"),
                SELECTIONS.create(config.selection(), "objective.selection"),
                corrections(config.correction()),
                REFERENCES.create(config.reference(), "objective.reference"),
                proximal(config.proximal(), thresholdScale),
                config.entropyBonus());
    }

    /**
     * Builds what a recipe says of advantages: the estimator and the penalty in the reward.
     *
     * @param config one choice per axis
     * @return both
     * @throws ConfigException if a name is unknown, a setting out of range, or one does not suit the other
     */
    public static Advantages advantages(ObjectiveConfig config) {
        try {
            return AdvantageCatalogue.create(config.advantage(), config.rewardPenalty());
        } catch (ConfigException e) {
            throw e.atPath("objective");
        }
    }

    /**
     * Builds the controller that a recipe describes.
     *
     * @param config one choice per axis
     * @return the controller, if there is one
     * @throws ConfigException if the name is unknown or a setting out of range
     */
    public static Optional<KlTarget> controller(ObjectiveConfig config) {
        return CONTROLLERS.create(config.controller(), "objective.controller");
    }

    private static Optional<ProximalPenalty> proximal(Choice choice, double thresholdScale) {
        return PROXIMALS
                .create(choice, "objective.proximal")
                .map(penalty -> thresholdScale == 1 ? penalty : new ScaledPenalty(penalty, 1 / thresholdScale));
    }

    private static List<Condition> conditions(Choice choice, double thresholdScale) {
        try {
            return Conditions.create(choice, thresholdScale);
        } catch (ConfigException e) {
            throw e.atPath("objective.condition");
        }
    }

    private static List<Correction> corrections(Choice choice) {
        try {
            return AllOf.create(choice, part -> CORRECTIONS.create(part, "")).stream()
                    .flatMap(Optional::stream)
                    .toList();
        } catch (ConfigException e) {
            throw e.atPath("objective.correction");
        }
    }

    private static Optional<ReferencePenalty> pull(Estimator estimator, ReferencePenalty.Config config) {
        return Optional.of(new ReferencePenalty(estimator, config));
    }

    private static Optional<ProximalPenalty> near(Distance distance, DistancePenalty.Config config) {
        return Optional.of(new DistancePenalty(distance, config));
    }
}
