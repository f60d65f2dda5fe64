package dev.kedge.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Mark of a {@link Choice} in a record whose keys stand beside the record's others instead of below one of their own.
 *
 * <pre>{@code
 * record Part(@Inlined Choice<Verifier> verifier, double weight) {}   // {kind: exact, ignore_case: true, weight: 0.5}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Inlined {}
