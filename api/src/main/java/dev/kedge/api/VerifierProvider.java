package dev.kedge.api;

import java.util.List;

/**
 * A kind of verifier of your own that recipes name like Kedge's: {@code reward: {kind: tax-rule, rate: 0.19}}.
 *
 * <p>Found by {@link java.util.ServiceLoader}: the jar names its providers in
 * {@code META-INF/services/dev.kedge.api.VerifierProvider}. A {@link KindProvider} of one kind, which is all that many
 * jars need.
 *
 * @param <C> the verifier's settings; the keys in a recipe are the components in snake_case
 */
public interface VerifierProvider<C extends Record> extends KindProvider {

    /**
     * What a recipe writes as {@code kind}; not the name of another kind.
     *
     * @return small letters, digits and hyphens
     */
    String name();

    /**
     * The class of the settings.
     *
     * @return a public record
     */
    Class<C> configType();

    /**
     * What holds where a recipe says nothing.
     *
     * @return settings
     */
    C defaults();

    /**
     * Makes the verifier of some settings.
     *
     * @param config the settings
     */
    Verifier create(C config);

    /** The kind that the other methods describe. */
    @Override
    default List<Kind<?, ?>> kinds() {
        return List.of(Kind.of(
                Verifier.class, name(), About.of("a verifier of " + getClass().getName()), defaults(), this::create));
    }
}
