package dev.kedge.objective.advantage;

import dev.kedge.api.Choice;
import dev.kedge.api.ForeignKinds;
import dev.kedge.config.Catalogues;
import dev.kedge.config.ConfigException;
import dev.kedge.config.RecipeReader;
import java.util.List;
import java.util.Optional;

/** Advantages as a recipe asks for them, for tests. */
record WantedAdvantages(Choice<AdvantageEstimator> advantage, Optional<Choice<RewardPenalty>> rewardPenalty) {

    /** Makes what is written. */
    static Advantages of(String yaml) {
        Catalogues catalogues = Catalogues.of(List.of(
                AdvantageCatalogue.estimators(ForeignKinds.none()), AdvantageCatalogue.penalties(ForeignKinds.none())));
        WantedAdvantages wanted = new RecipeReader<>(
                        WantedAdvantages.class,
                        catalogues,
                        written -> new WantedAdvantages(
                                Choice.of(
                                        catalogues.of(AdvantageEstimator.class).kind("group-mean")),
                                Optional.empty()))
                .read("test", yaml, List.of())
                .value();
        return new Advantages(
                ConfigException.within("advantage", wanted.advantage()::create),
                wanted.rewardPenalty().map(penalty -> ConfigException.within("reward_penalty", penalty::create)));
    }
}
