package dev.kedge.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Earlier names of a setting. A recipe that still uses one is refused with the name of today, so that no setting is
 * silently lost:
 *
 * <pre>{@code
 * record Config(@Formerly("most_rows") int maxRows) {}
 *
 * recipe.yaml:7: reward.most_rows is now max_rows
 * }</pre>
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Formerly {

    /** The keys as they stood in recipes, in snake_case. */
    String[] value();
}
