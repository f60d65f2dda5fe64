package dev.kedge.api;

import java.util.List;

/**
 * The kinds that a jar outside of Kedge adds: conditions, advantages, tasks, verifiers and whatever else a recipe can
 * name. Recipes name them like Kedge's.
 *
 * <p>Found by {@link java.util.ServiceLoader}: the jar names its providers in
 * {@code META-INF/services/dev.kedge.api.KindProvider}.
 */
public interface KindProvider {

    /**
     * What it adds.
     *
     * @return kinds of any types, each listed in the {@link Catalogue} of what it makes
     */
    List<Kind<?, ?>> kinds();
}
