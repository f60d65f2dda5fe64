package dev.kedge.objective;

import dev.kedge.config.Catalogue;
import dev.kedge.config.Choice;
import dev.kedge.config.ConfigException;
import dev.kedge.divergence.RatioCondition;
import dev.kedge.divergence.catalogue.ConditionCatalogue;
import dev.kedge.divergence.catalogue.ConditionKind;
import dev.kedge.divergence.catalogue.Parameter;
import dev.kedge.objective.ReferencePenalty.Estimator;
import dev.kedge.objective.advantage.AdvantageCatalogue;
import dev.kedge.objective.advantage.Advantages;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What each axis offers by name. Adding a response, level, aggregation, advantage or penalty is a class and a line here. */
public final class ObjectiveCatalogue {

    private static final Catalogue<Response> RESPONSES =
            new Catalogue<Response>().with("stop", Response.Stop::new).with("hold", Response.Hold::new);

    private static final Catalogue<Level> LEVELS = new Catalogue<Level>()
            .with("token", Level.Token::new)
            .with("sequence-geometric-mean", Level.SequenceGeometricMean::new);

    private static final Catalogue<Aggregation> AGGREGATIONS = new Catalogue<Aggregation>()
            .with("token-mean", Aggregation.TokenMean::new)
            .with("sequence-mean", Aggregation.SequenceMean::new)
            .with(
                    "constant-length",
                    Aggregation.ConstantLength.Config.class,
                    Aggregation.ConstantLength.Config.DEFAULT,
                    Aggregation.ConstantLength::new);

    private static final Catalogue<Optional<WorseningCap>> WORSENING_CAPS = new Catalogue<Optional<WorseningCap>>()
            .with("none", Optional::<WorseningCap>empty)
            .with(
                    "dual-clip",
                    WorseningCap.Config.class,
                    WorseningCap.Config.DEFAULT,
                    config -> Optional.of(new WorseningCap(config)));

    private static final Catalogue<Optional<ReferencePenalty>> REFERENCES = new Catalogue<Optional<ReferencePenalty>>()
            .with("none", Optional::<ReferencePenalty>empty)
            .with("k1", ReferencePenalty.Config.class, ReferencePenalty.Config.DEFAULT, penalty(Estimator.K1))
            .with("k2", ReferencePenalty.Config.class, ReferencePenalty.Config.DEFAULT, penalty(Estimator.K2))
            .with("k3", ReferencePenalty.Config.class, ReferencePenalty.Config.DEFAULT, penalty(Estimator.K3));

    private ObjectiveCatalogue() {}

    /**
     * Builds the objective that a recipe describes.
     *
     * @param config one choice per axis
     * @return the objective
     * @throws ConfigException if a name is unknown or a setting out of range; its path begins with {@code objective.}
     */
    public static Objective objective(ObjectiveConfig config) {
        return new Objective(
                condition(config.condition()),
                RESPONSES.create(config.response(), "objective.response"),
                config.sidedness(),
                WORSENING_CAPS.create(config.worseningCap(), "objective.worsening_cap"),
                LEVELS.create(config.level(), "objective.level"),
                AGGREGATIONS.create(config.aggregation(), "objective.aggregation"),
                REFERENCES.create(config.reference(), "objective.reference"));
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

    private static Condition condition(Choice choice) {
        try {
            ConditionKind kind = ConditionCatalogue.kinds().stream()
                    .filter(known -> known.name().equals(choice.kind()))
                    .findFirst()
                    .orElseThrow(() -> choice.unknownKind(ConditionCatalogue.kinds().stream()
                            .map(ConditionKind::name)
                            .toList()));
            Map<String, Double> numbers = new TreeMap<>();
            choice.settings().forEach((name, value) -> numbers.put(name, checked(kind, name, value)));
            if (kind.create(numbers) instanceof RatioCondition ratio) {
                return new IntervalCondition(ratio.interval());
            }
            throw new ConfigException("kind", "must be a condition on the ratio alone, not yet " + kind.name());
        } catch (ConfigException e) {
            throw e.atPath("objective.condition");
        }
    }

    private static double checked(ConditionKind kind, String name, Object value) {
        Parameter parameter = kind.parameters().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigException(
                        name,
                        "is not a setting of " + kind.name() + "; it has "
                                + kind.parameters().stream()
                                        .map(Parameter::name)
                                        .collect(Collectors.joining(", "))));
        if (!(value instanceof Number number) || !parameter.allowed().contains(number.doubleValue())) {
            throw new ConfigException(
                    name, "must be a number in " + parameter.allowed().text() + ", got " + value);
        }
        return number.doubleValue();
    }

    private static Function<ReferencePenalty.Config, Optional<ReferencePenalty>> penalty(Estimator estimator) {
        return config -> Optional.of(new ReferencePenalty(estimator, config));
    }
}
