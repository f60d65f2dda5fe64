package dev.kedge.train.recipe;

import dev.kedge.api.Catalogue;
import dev.kedge.api.ForeignKinds;
import dev.kedge.config.Catalogues;
import dev.kedge.objective.ObjectiveCatalogue;
import dev.kedge.task.TaskReward;
import dev.kedge.task.Tasks;
import dev.kedge.train.policy.ModelKinds;

/** Everything that a recipe can choose by name. */
public final class RecipeCatalogues {

    private RecipeCatalogues() {}

    /**
     * Kedge's own kinds and those of other jars.
     *
     * @param foreign {@link ForeignKinds#found()} for those of the class path
     * @return one catalogue for each type
     * @throws IllegalArgumentException if two kinds of one type have one name
     */
    public static Catalogues with(ForeignKinds foreign) {
        return ObjectiveCatalogue.catalogues(foreign)
                .with(Tasks.catalogue(foreign))
                .with(TaskReward.catalogue(foreign))
                .with(ModelKinds.catalogue(foreign))
                .with(Catalogue.of(DifficultyPoolsConfig.class, DifficultyPoolsConfig.KINDS));
    }
}
