package dev.kedge.objective;

import dev.kedge.api.About;
import dev.kedge.api.Catalogue;
import dev.kedge.api.Choice;
import dev.kedge.api.ForeignKinds;
import dev.kedge.api.Kind;
import dev.kedge.objective.condition.DualClip;
import dev.kedge.objective.condition.PositionCap;
import dev.kedge.objective.condition.WorseningCap;
import dev.kedge.objective.level.Anchor;
import dev.kedge.objective.level.ClippedGeometricMean;
import dev.kedge.objective.level.InterpolatedAnchor;
import dev.kedge.objective.level.Level;
import dev.kedge.objective.level.OldAnchor;
import dev.kedge.objective.level.PrefixGeometricMean;
import dev.kedge.objective.level.PrefixProduct;
import dev.kedge.objective.level.SamplerAnchor;
import dev.kedge.objective.level.SequenceGeometricMean;
import dev.kedge.objective.level.SequenceMeanToken;
import dev.kedge.objective.level.SequenceProduct;
import dev.kedge.objective.level.TokenLevel;
import dev.kedge.objective.level.TwoLevels;
import dev.kedge.objective.penalty.DistancePenalty;
import dev.kedge.objective.penalty.DistancePenalty.Distance;
import dev.kedge.objective.penalty.HingePenalty;
import dev.kedge.objective.penalty.KlCovariance;
import dev.kedge.objective.penalty.ProximalPenalty;
import dev.kedge.objective.penalty.ReferencePenalty;
import dev.kedge.objective.penalty.ReferencePenalty.Estimator;
import dev.kedge.objective.response.BySign;
import dev.kedge.objective.response.Flip;
import dev.kedge.objective.response.GammaGate;
import dev.kedge.objective.response.GroupClassification;
import dev.kedge.objective.response.GroupVariance;
import dev.kedge.objective.response.Hold;
import dev.kedge.objective.response.KlRollback;
import dev.kedge.objective.response.LogProbability;
import dev.kedge.objective.response.Mask;
import dev.kedge.objective.response.PowerDecay;
import dev.kedge.objective.response.Preserve;
import dev.kedge.objective.response.Projection;
import dev.kedge.objective.response.QuadraticPull;
import dev.kedge.objective.response.Regression;
import dev.kedge.objective.response.Response;
import dev.kedge.objective.response.Rollback;
import dev.kedge.objective.response.Smoothing;
import dev.kedge.objective.response.SoftGate;
import dev.kedge.objective.response.Stop;
import dev.kedge.objective.response.TruncatedMask;
import dev.kedge.objective.schedule.Decay;
import dev.kedge.objective.schedule.Decay.Shape;
import dev.kedge.objective.schedule.KlTarget;
import dev.kedge.objective.schedule.Stages;
import dev.kedge.objective.schedule.ThresholdController;
import dev.kedge.objective.schedule.ThresholdSchedule;
import dev.kedge.objective.weighting.Aggregation;
import dev.kedge.objective.weighting.ClipCovariance;
import dev.kedge.objective.weighting.ConstantLength;
import dev.kedge.objective.weighting.Correction;
import dev.kedge.objective.weighting.Corrections;
import dev.kedge.objective.weighting.FutureWeight;
import dev.kedge.objective.weighting.MaskOutside;
import dev.kedge.objective.weighting.Rejection;
import dev.kedge.objective.weighting.Selection;
import dev.kedge.objective.weighting.SequenceMean;
import dev.kedge.objective.weighting.SequenceSum;
import dev.kedge.objective.weighting.TokenMean;
import dev.kedge.objective.weighting.TokenSum;
import dev.kedge.objective.weighting.TokenWeight;
import dev.kedge.objective.weighting.TopEntropy;
import dev.kedge.objective.weighting.Truncate;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The choices of each axis by name, conditions and advantages apart. Adding a response, level, aggregation, selection,
 * correction, penalty or controller is a class and a line here; or, outside of Kedge, a class on the class path or a
 * {@link dev.kedge.api.KindProvider}.
 */
final class ObjectiveKinds {

    static final Kind<?, Response> STOP = response("stop", "nothing", Stop::new);
    private static final Kind<?, Response> LOG_PROBABILITY =
            response("log-probability", "nothing, and the weight 1 elsewhere", LogProbability::new);
    static final Kind<?, Level> TOKEN = level("token", "of each token", TokenLevel::new);
    static final Kind<?, Anchor> OLD =
            Kind.plain(Anchor.class, "old", About.of("the policy before the step's updates"), OldAnchor::new);
    private static final Kind<?, Level> GEOMETRIC_MEAN =
            level("sequence-geometric-mean", "geometric mean of the sequence", SequenceGeometricMean::new);
    private static final Kind<?, Level> PRODUCT =
            level("sequence-product", "product over the sequence", SequenceProduct::new);
    static final Kind<?, Aggregation> SEQUENCE_MEAN =
            aggregation("sequence-mean", "mean over sequences of their means over tokens", SequenceMean::new);
    static final Kind<?, Corrections> UNCORRECTED =
            Kind.plain(Corrections.class, "none", About.of("tokens count as they are"), () -> Corrections.NONE);

    private static final List<Kind<?, Response>> RESPONSES = List.of(
            STOP,
            response("mask", "nothing, and the weight w elsewhere", Mask::new),
            response(
                    "truncated-mask",
                    "nothing, and a truncated weight elsewhere",
                    TruncatedMask.Config.DEFAULT,
                    TruncatedMask::new),
            response("hold", "the weight of the bound", Hold::new),
            response("preserve", "a gradient of the size at the bound", Preserve.Config.DEFAULT, Preserve::new),
            response("rollback", "a pull back, by slope", Rollback.Config.DEFAULT, Rollback::new),
            response("kl-rollback", "a pull back along the divergence", KlRollback.Config.DEFAULT, KlRollback::new),
            LOG_PROBABILITY,
            response(
                    "power-decay", "a weight that decays beyond the bound", PowerDecay.Config.DEFAULT, PowerDecay::new),
            Kind.combining(
                    Response.class,
                    "by-sign",
                    About.of("one response where A > 0, another elsewhere"),
                    new BySign.Config(Choice.of(LOG_PROBABILITY), Choice.of(STOP)),
                    BySign::of),
            response("flip", "the inverse weight where A > 0", Flip.Config.DEFAULT, Flip::new),
            response("smoothing", "a ratio mixed with 1", Smoothing.Config.DEFAULT, Smoothing::new),
            response("soft-gate", "a sigmoid of the ratio", SoftGate.Config.DEFAULT, SoftGate::new),
            response("quadratic-pull", "a parabola around 1", QuadraticPull.Config.DEFAULT, QuadraticPull::new),
            response("gamma-gate", "a gamma-shaped weight", GammaGate.Config.DEFAULT, GammaGate::new),
            response(
                    "projection",
                    "the policy projected into a trust region",
                    Projection.Config.DEFAULT,
                    Projection::new),
            response("regression", "log-ratio fitted to advantage", Regression.Config.DEFAULT, Regression::new),
            response(
                    "group-classification",
                    "right completions of a group told from wrong ones",
                    GroupClassification.Config.DEFAULT,
                    GroupClassification::new),
            response(
                    "group-variance",
                    "log-ratios of a group fitted to its advantages",
                    GroupVariance.Config.DEFAULT,
                    GroupVariance::new));

    private static final List<Kind<?, Level>> LEVELS = List.of(
            TOKEN,
            GEOMETRIC_MEAN,
            level("sequence-geometric-mean-token", "the same, with the gradient of each token", SequenceMeanToken::new),
            PRODUCT,
            level("clipped-geometric-mean", "geometric mean of clipped ratios", ClippedGeometricMean::new),
            level("prefix-product", "product up to the token", PrefixProduct::new),
            level("prefix-geometric-mean", "geometric mean up to the token", PrefixGeometricMean::new),
            Kind.combining(
                    Level.class,
                    "two-levels",
                    About.of("one level tested, another weighed"),
                    new TwoLevels.Config(Choice.of(GEOMETRIC_MEAN), Choice.of(PRODUCT)),
                    TwoLevels::of));

    private static final List<Kind<?, Anchor>> ANCHORS = List.of(
            OLD,
            Kind.plain(Anchor.class, "sampler", About.of("what tokens were drawn from"), SamplerAnchor::new),
            Kind.of(
                    Anchor.class,
                    "interpolated",
                    About.of("between the sampler and the policy as it stands"),
                    InterpolatedAnchor.Config.DEFAULT,
                    InterpolatedAnchor::new));

    private static final List<Kind<?, TokenWeight>> WEIGHTS = List.of(Kind.of(
            TokenWeight.class,
            "future",
            About.of("by how the policy moved after the token"),
            FutureWeight.Config.DEFAULT,
            FutureWeight::new));

    private static final List<Kind<?, ControlVariate>> CONTROL_VARIATES = List.of(Kind.plain(
            ControlVariate.class,
            "score-centering",
            About.of("the old policy's mean of the update"),
            ScoreCentering::new));

    private static final List<Kind<?, Aggregation>> AGGREGATIONS = List.of(
            aggregation("token-mean", "mean over all tokens of the update", TokenMean::new),
            SEQUENCE_MEAN,
            aggregation("sequence-sum", "mean over sequences of their sums", SequenceSum::new),
            aggregation(
                    "constant-length",
                    "mean over sequences of their sums over a constant length",
                    ConstantLength.Config.DEFAULT,
                    ConstantLength::new),
            aggregation("token-sum", "sum over all tokens, scaled", TokenSum.Config.DEFAULT, TokenSum::new));

    private static final List<Kind<?, WorseningCap>> WORSENING_CAPS = List.of(
            Kind.of(
                    WorseningCap.class,
                    "dual-clip",
                    About.of("a largest ratio where A < 0"),
                    DualClip.Config.DEFAULT,
                    DualClip::new),
            Kind.of(
                    WorseningCap.class,
                    "by-position",
                    About.of("the same, by the token's place in its sequence"),
                    PositionCap.Config.DEFAULT,
                    PositionCap::new));

    private static final List<Kind<?, Selection>> SELECTIONS = List.of(
            selection(
                    "top-entropy",
                    "tokens where the policy was least sure",
                    TopEntropy.Config.DEFAULT,
                    TopEntropy::new),
            selection(
                    "clip-cov",
                    "all but some of large covariance",
                    ClipCovariance.Config.DEFAULT,
                    ClipCovariance::new));

    private static final List<Kind<?, Corrections>> CORRECTIONS = List.of(
            UNCORRECTED,
            correction("truncate", "the mismatch ratio, capped", Truncate.Config.DEFAULT, Truncate::new),
            correction("mask-outside", "nothing outside of an interval", MaskOutside.Config.DEFAULT, MaskOutside::new),
            correction("reject", "nothing of whole sequences", Rejection.Config.DEFAULT, Rejection::new),
            Kind.combining(
                    Corrections.class,
                    "all",
                    About.of("the product of several"),
                    new Corrections.All(List.of(Choice.of(UNCORRECTED))),
                    Corrections::all));

    private static final List<Kind<?, ReferencePenalty>> REFERENCES = List.of(
            pull("k1", "-log r", Estimator.K1),
            pull("k2", "(log r)^2/2", Estimator.K2),
            pull("k3", "r - 1 - log r", Estimator.K3),
            pull("abs", "|log r|", Estimator.ABS));

    private static final List<Kind<?, ProximalPenalty>> PROXIMALS = List.of(
            near("k2", "(log w)^2/2", Distance.K2),
            near("k3", "w - 1 - log w", Distance.K3),
            near("squared-ratio", "(w - 1)^2", Distance.SQUARED_RATIO),
            near("exact-kl", "KL(pi_old || pi)", Distance.EXACT_KL),
            Kind.of(
                    ProximalPenalty.class,
                    "kl-cov",
                    About.of("on tokens of large covariance"),
                    KlCovariance.Config.DEFAULT,
                    KlCovariance::new),
            Kind.of(
                    ProximalPenalty.class,
                    "hinge",
                    About.of("beyond a limit only"),
                    HingePenalty.Config.DEFAULT,
                    HingePenalty::new));

    private static final List<Kind<?, ThresholdController>> CONTROLLERS = List.of(Kind.of(
            ThresholdController.class,
            "kl-target",
            About.of(
                    "holds the divergence after a step at a target",
                    "thresholds / factor above band·target, · factor below target/band",
                    "Schulman et al. 2017, arXiv:1707.06347"),
            KlTarget.Config.DEFAULT,
            KlTarget::new));

    private static final List<Kind<?, ThresholdSchedule>> SCHEDULES = List.of(
            decay("linear", "1 - p", Shape.LINEAR),
            decay("cosine", "(1 + cos(pi p))/2", Shape.COSINE),
            Kind.of(
                    ThresholdSchedule.class,
                    "polynomial",
                    About.of("from one factor to another along a power", "to + (from - to)·(1 - p)^power", ""),
                    Decay.PolynomialConfig.DEFAULT,
                    Decay::polynomial),
            Kind.of(
                    ThresholdSchedule.class,
                    "stages",
                    About.of("other factors from given steps on"),
                    Stages.Config.DEFAULT,
                    Stages::new));

    private ObjectiveKinds() {}

    /** One catalogue for each axis, with the kinds of other jars. */
    static List<Catalogue<?>> catalogues(ForeignKinds foreign) {
        return List.of(
                Catalogue.of(Response.class, RESPONSES).with(foreign),
                Catalogue.of(Level.class, LEVELS).with(foreign),
                Catalogue.of(Aggregation.class, AGGREGATIONS).with(foreign),
                Catalogue.of(WorseningCap.class, WORSENING_CAPS).with(foreign),
                Catalogue.of(Selection.class, SELECTIONS).with(foreign),
                Catalogue.of(Corrections.class, CORRECTIONS)
                        .accepting(Correction.class, Corrections::of)
                        .with(foreign),
                Catalogue.of(ReferencePenalty.class, REFERENCES).with(foreign),
                Catalogue.of(ProximalPenalty.class, PROXIMALS).with(foreign),
                Catalogue.of(ThresholdController.class, CONTROLLERS).with(foreign),
                Catalogue.of(ThresholdSchedule.class, SCHEDULES).with(foreign),
                Catalogue.of(Anchor.class, ANCHORS).with(foreign),
                Catalogue.of(TokenWeight.class, WEIGHTS).with(foreign),
                Catalogue.of(ControlVariate.class, CONTROL_VARIATES).with(foreign));
    }

    private static Kind<?, ThresholdSchedule> decay(String name, String remaining, Shape shape) {
        return Kind.of(
                ThresholdSchedule.class,
                name,
                About.of("from one factor to another", "to + (from - to)·r, r = " + remaining, ""),
                Decay.Config.DEFAULT,
                config -> Decay.of(shape, config));
    }

    private static Kind<?, Response> response(String name, String title, Supplier<Response> maker) {
        return Kind.plain(Response.class, name, About.of(title), maker);
    }

    private static <C extends Record> Kind<C, Response> response(
            String name, String title, C defaults, Function<C, Response> maker) {
        return Kind.of(Response.class, name, About.of(title), defaults, maker);
    }

    private static Kind<?, Level> level(String name, String title, Supplier<Level> maker) {
        return Kind.plain(Level.class, name, About.of(title), maker);
    }

    private static Kind<?, Aggregation> aggregation(String name, String title, Supplier<Aggregation> maker) {
        return Kind.plain(Aggregation.class, name, About.of(title), maker);
    }

    private static <C extends Record> Kind<C, Aggregation> aggregation(
            String name, String title, C defaults, Function<C, Aggregation> maker) {
        return Kind.of(Aggregation.class, name, About.of(title), defaults, maker);
    }

    private static <C extends Record> Kind<C, Selection> selection(
            String name, String title, C defaults, Function<C, Selection> maker) {
        return Kind.of(Selection.class, name, About.of(title), defaults, maker);
    }

    private static <C extends Record> Kind<C, Corrections> correction(
            String name, String title, C defaults, Function<C, Correction> maker) {
        return Kind.of(
                Corrections.class, name, About.of(title), defaults, config -> Corrections.of(maker.apply(config)));
    }

    private static Kind<?, ReferencePenalty> pull(String name, String formula, Estimator estimator) {
        return Kind.of(
                ReferencePenalty.class,
                name,
                About.of("estimate of the divergence from the reference", formula, ""),
                ReferencePenalty.Config.DEFAULT,
                config -> new ReferencePenalty(estimator, config));
    }

    private static Kind<?, ProximalPenalty> near(String name, String formula, Distance distance) {
        return Kind.of(
                ProximalPenalty.class,
                name,
                About.of("distance from the old policy", formula, ""),
                DistancePenalty.Config.DEFAULT,
                config -> new DistancePenalty(distance, config));
    }
}
