package dev.kedge.jinja;

import java.util.List;

/** A function that the caller puts among the variables, such as {@code strftime_now}. */
@FunctionalInterface
public interface TemplateFunction {

    /**
     * Computes a result.
     *
     * @param arguments positional arguments as text
     * @throws IllegalArgumentException if the arguments make no sense; becomes the reason of a
     *     {@link TemplateException}
     */
    String call(List<String> arguments);
}
