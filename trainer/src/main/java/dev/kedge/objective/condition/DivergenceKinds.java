package dev.kedge.objective.condition;

import dev.kedge.api.About;
import dev.kedge.api.Catalogue;
import dev.kedge.api.Choice;
import dev.kedge.api.ForeignKinds;
import dev.kedge.api.Kind;
import dev.kedge.api.Threshold;
import dev.kedge.config.NumberSettings;
import dev.kedge.divergence.Definition;
import dev.kedge.divergence.DivergenceCondition;
import dev.kedge.divergence.ProbabilityCondition;
import dev.kedge.divergence.RatioCondition;
import dev.kedge.divergence.catalogue.ConditionCatalogue;
import dev.kedge.divergence.catalogue.ConditionKind;
import dev.kedge.divergence.catalogue.Parameter;
import dev.kedge.divergence.catalogue.Parameter.Range;
import dev.kedge.divergence.catalogue.Parameter.Role;
import java.util.List;
import java.util.stream.Stream;

/**
 * The conditions on a token's ratio, or on its ratio and old probability: those of the divergence library, which
 * depends on nothing and has kinds of its own, beside those of other jars. This is where one kind becomes the other.
 */
public final class DivergenceKinds {

    private DivergenceKinds() {}

    /**
     * The library's conditions and those of other jars, as the library describes them.
     *
     * @param foreign kinds of any types; those that make a {@link DivergenceCondition} count
     * @return the library's first, each name once
     */
    public static List<ConditionKind> all(ForeignKinds foreign) {
        List<Kind<?, DivergenceCondition>> kinds = catalogue(foreign).kinds();
        return Stream.concat(
                        ConditionCatalogue.kinds().stream(),
                        kinds.stream().skip(ConditionCatalogue.kinds().size()).map(DivergenceKinds::described))
                .toList();
    }

    static Catalogue<DivergenceCondition> catalogue(ForeignKinds foreign) {
        return Catalogue.of(
                        DivergenceCondition.class,
                        ConditionCatalogue.kinds().stream()
                                .map(DivergenceKinds::kind)
                                .toList())
                .<RatioCondition>accepting(RatioCondition.class, condition -> condition)
                .<ProbabilityCondition>accepting(ProbabilityCondition.class, condition -> condition)
                .with(foreign);
    }

    /** The kind of a condition of the library. */
    static Kind<IntervalSettings, DivergenceCondition> kind(ConditionKind kind) {
        Definition definition = kind.definition();
        return Kind.of(
                DivergenceCondition.class,
                kind.name(),
                new About(
                        definition.title(),
                        definition.formula(),
                        kind.needsProbability() ? "w, p" : "w",
                        definition.citation()),
                IntervalSettings.of(kind),
                IntervalSettings::condition);
    }

    /** A kind of another jar as the library would describe it; of its settings those that are numbers. */
    private static <C extends Record> ConditionKind described(Kind<C, DivergenceCondition> kind) {
        NumberSettings<C> settings = NumberSettings.of(Choice.of(kind).config(), kind.configType());
        long thresholds = settings.names().stream()
                .filter(name -> settings.isMarked(name, Threshold.class))
                .count();
        Role threshold = thresholds == 1 ? Role.THRESHOLD : Role.PART_OF_THRESHOLD;
        List<Parameter> parameters = settings.names().stream()
                .map(name -> new Parameter(
                        name,
                        "",
                        Range.FINITE,
                        settings.number(name),
                        settings.isMarked(name, Threshold.class) ? threshold : Role.SHAPE))
                .toList();
        return new ConditionKind(
                new Definition(
                        kind.name(),
                        kind.about().title(),
                        kind.about().formula(),
                        kind.about().citation()),
                parameters,
                values -> Choice.of(kind, settings.with(values::get)).create());
    }
}
