package dev.kedge.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Mark of a number in the settings of a condition that says how far is too far: what a controller multiplies when it
 * makes the condition tighter or wider.
 *
 * <pre>{@code record Config(@Threshold double delta, double order) {}}</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Threshold {}
