package dev.kedge.api;

/**
 * A part that the settings of a kind choose, as the maker of that kind sees it: something that can be made.
 *
 * @param <T> what is chosen
 */
@FunctionalInterface
public interface Chosen<T> {

    /** Makes what is chosen. */
    T create();
}
