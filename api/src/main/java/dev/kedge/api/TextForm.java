package dev.kedge.api;

import java.util.function.Predicate;

/**
 * A way to write a choice as a text alone: a text that is no kind's name stands for a kind with that text as one of its
 * settings. {@code model: ./runs/one} is {@code model: {kind: directory, path: ./runs/one}}.
 *
 * @param kind the name of the kind
 * @param key the setting that the text is
 * @param allowed such texts in the words of an error
 * @param isOne whether a text is such a one
 */
public record TextForm(String kind, String key, String allowed, Predicate<String> isOne) {}
