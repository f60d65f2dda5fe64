package dev.kedge.math.internal.extract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Words and phrases, found by the one letter that each begins or ends with, so that most are never compared. */
final class Phrases {

    private static final int ASCII = 128;

    /** Those with a letter of ASCII, found without a look at the map. */
    private final List<List<String>> plain = new ArrayList<>();

    private final Map<Character, List<String>> byLetter = new HashMap<>();

    private Phrases(Collection<String> phrases, ToIntFunction<String> letter) {
        for (String phrase : phrases) {
            char key = phrase.charAt(letter.applyAsInt(phrase));
            byLetter.computeIfAbsent(key, first -> new ArrayList<>()).add(phrase);
        }
        for (char key = 0; key < ASCII; key++) {
            plain.add(List.copyOf(byLetter.getOrDefault(key, List.of())));
        }
    }

    static Phrases byFirst(Collection<String> phrases) {
        return new Phrases(phrases, phrase -> 0);
    }

    static Phrases byLast(Collection<String> phrases) {
        return new Phrases(phrases, phrase -> phrase.length() - 1);
    }

    /** Those that have a letter at their place, in the order in which they were given. */
    private List<String> with(char letter) {
        return letter < ASCII ? plain.get(letter) : byLetter.getOrDefault(letter, List.of());
    }

    /** Those that may begin at an index of a text; none behind its end. */
    List<String> at(String text, int index) {
        return index < text.length() ? with(text.charAt(index)) : List.of();
    }

    /** Those with which a text may end. */
    List<String> atEnd(String text) {
        return text.isEmpty() ? List.of() : with(text.charAt(text.length() - 1));
    }
}
