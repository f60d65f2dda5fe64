package dev.kedge.math.internal.extract;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A text that stands letter by letter where an answer is announced: behind the last announcement, alone in bold or in
 * the last formula, or at the beginning of a single sentence that goes on with an explanation.
 */
public final class Verbatim {

    private static final int MAX_SENTENCE = 400;
    private static final int MAX_FILLER = 20;
    private static final String OPENING = "*_\"'“‘「$` \n";
    private static final String CLOSING = "*_\"'”’」$`";
    private static final List<String> RETRACTIONS =
            List.of("but", "however", "actually", "wait", "instead", "rather", " no,", "although");

    private Verbatim() {}

    /**
     * Whether the answer of a completion is a text.
     *
     * @param spoken the completion without its thinking
     * @param answer the text
     */
    public static boolean announces(String spoken, String answer) {
        String wanted = wanted(answer);
        if (wanted.isEmpty() || wanted.length() > spoken.length()) {
            return false;
        }
        for (String place : places(spoken, wanted)) {
            if (beginsWith(place, wanted)) {
                return true;
            }
        }
        return false;
    }

    /**
     * What has to stand in a text that announces an answer, but for the case of its letters.
     *
     * @param answer the answer
     * @return it without what dresses it; may be empty, which nothing announces
     */
    public static String wanted(String answer) {
        return Dressing.without(answer.strip());
    }

    private static List<String> places(String spoken, String wanted) {
        List<String> places = new ArrayList<>();
        Iterator<Integer> markers = Markers.in(spoken).iterator();
        if (markers.hasNext()) {
            int marker = markers.next();
            int filler = spoken.indexOf(wanted, Math.max(0, marker - MAX_FILLER)); // "exactly 7 guests"
            places.add(spoken.substring(filler >= 0 && filler < marker ? filler : marker));
            return places;
        }
        Emphasis.last(spoken).ifPresent(places::add);
        List<Span> formulas = Formulas.in(spoken);
        if (!formulas.isEmpty()) {
            places.add(formulas.get(formulas.size() - 1).content());
        }
        sentence(spoken).ifPresent(places::add);
        return places;
    }

    /** A text that is a single sentence and takes nothing back. */
    private static Optional<String> sentence(String spoken) {
        String text = spoken.strip();
        if (text.length() > MAX_SENTENCE || text.indexOf('\n') >= 0) {
            return Optional.empty();
        }
        String lower = Characters.lower(text);
        for (int i = 0; i + 1 < text.length(); i++) {
            if (Sentences.endsSentence(text, i)) {
                return Optional.empty();
            }
        }
        return RETRACTIONS.stream().anyMatch(lower::contains) ? Optional.empty() : Optional.of(text);
    }

    private static boolean beginsWith(String place, String wanted) {
        int start = 0;
        while (start < place.length()
                && OPENING.indexOf(place.charAt(start)) >= 0
                && !place.startsWith(wanted, start)) {
            start++;
        }
        if (place.startsWith("\\(", start) || place.startsWith("\\[", start)) {
            start = place.startsWith(wanted, start) ? start : start + 2;
        }
        boolean words = wanted.chars()
                .allMatch(character -> Character.isLetter(character) || character == ' ' || character == '-');
        if (!place.regionMatches(words, start, wanted, 0, wanted.length())) {
            return false;
        }
        int end = start + wanted.length();
        while (end < place.length() && CLOSING.indexOf(place.charAt(end)) >= 0) {
            end++;
        }
        if (place.startsWith("\\)", end) || place.startsWith("\\]", end)) {
            end += 2;
        }
        if (end >= place.length() || place.charAt(end) == '\n' || Characters.isWideEnd(place.charAt(end))) {
            return true;
        }
        return (Sentences.endsSentence(place, end) || Clauses.endsAt(place, end)) && !isAlternative(place, end);
    }

    private static boolean isAlternative(String place, int end) {
        String rest = Characters.lower(place.substring(end)).strip();
        return rest.startsWith(", or") || rest.startsWith("or ") || rest.startsWith(", and ");
    }
}
