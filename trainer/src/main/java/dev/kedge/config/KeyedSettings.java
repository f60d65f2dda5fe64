package dev.kedge.config;

import java.util.List;
import java.util.Map;

/**
 * Settings whose keys are known to their kind at run time and not from the components of their record, such as the
 * parameters of a condition of the divergence library.
 *
 * @param <C> the record itself
 */
public interface KeyedSettings<C extends Record & KeyedSettings<C>> {

    /**
     * What a recipe may write.
     *
     * @return keys in order
     */
    List<String> keys();

    /**
     * These settings with those that were written in their place.
     *
     * @param written by key, each one of {@link #keys}: {@code String}, {@code Long}, {@code Double}, {@code Boolean},
     *     {@code List}, {@code Map}, or the empty {@code Optional} for {@code null}
     * @throws ConfigException if one is wrong; its path is relative to the settings
     */
    C overlaid(Map<String, Object> written);

    /**
     * What a recipe would write to mean these settings.
     *
     * @return a value for each key
     */
    Map<String, Object> written();
}
