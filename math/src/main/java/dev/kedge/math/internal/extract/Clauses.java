package dev.kedge.math.internal.extract;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The clauses of a sentence that begins with an answer: {@code 72, in all}, {@code B because A is wrong}, {@code 72
 * (see above)}. Only the main clause is the answer; what follows explains it.
 */
final class Clauses {

    /** Words that begin an explanation, with or without a comma before them. */
    private static final Phrases EXPLANATIONS = Phrases.byFirst(List.of(
            "because",
            "since",
            "i.e",
            "i.e.",
            "that is",
            "which",
            "rather than",
            "instead of",
            "and not",
            "as we",
            "as required",
            "as desired",
            "as expected",
            "given that",
            "due to",
            "in total",
            "in all",
            "altogether",
            "porque",
            "parce que",
            "car",
            "weil",
            "da",
            "denn",
            "perché",
            "потому что",
            "так как",
            "因为",
            "因為",
            "而不是",
            "不是",
            "not",
            "non",
            "no",
            "nicht",
            "pas",
            "или не",
            "а не",
            "и не"));

    /** Words that begin an explanation behind a comma only. */
    private static final Set<String> BEHIND_A_COMMA = Set.of(
            "as",
            "it",
            "they",
            "he",
            "she",
            "we",
            "so",
            "for",
            "in",
            "with",
            "where",
            "when",
            "the",
            "this",
            "there",
            "thus",
            "hence",
            "therefore",
            "while",
            "whereas",
            "although",
            "though",
            "but",
            "namely",
            "meaning",
            "just",
            "to",
            "by",
            "on",
            "at",
            "after",
            "before",
            "assuming",
            "exactly",
            "approximately",
            "about",
            "roughly",
            "rounded",
            "corresponding",
            "making",
            "leaving",
            "using",
            "these",
            "those",
            "its",
            "his",
            "her",
            "their",
            "our",
            "you",
            "is",
            "all",
            "each",
            "per",
            "from",
            "of",
            "respectively",
            "more");

    private static final String BREAKS = ";—。，、！？";

    /** The characters of ASCII at which a clause may end. */
    private static final String ENDS = " ,;(-";

    private static final int ASCII = 128;
    private static final Phrases DENIALS = Phrases.byFirst(Cues.DENIALS);

    private Clauses() {}

    /**
     * The main clause of a sentence, from its beginning.
     *
     * @param sentence a sentence that begins with the answer
     * @return the sentence up to the first explanation; all of it if there is none
     */
    static String main(String sentence) {
        String lower = Characters.lower(sentence);
        int level = 0;
        boolean formula = false;
        int dollars = sentence.startsWith("$") ? sentence.indexOf('$', 1) : -1;
        for (int i = 1; i < sentence.length(); i++) {
            char character = sentence.charAt(i);
            if (character == '\\') {
                char next = i + 1 < sentence.length() ? sentence.charAt(i + 1) : ' ';
                formula = next == '(' || next == '[' || (formula && next != ')' && next != ']');
                i++;
                continue;
            }
            if (character == '$') {
                formula = !formula && sentence.indexOf('$', i + 1) > 0;
            }
            if (formula || dollars >= i) {
                continue;
            }
            if (level <= 0 && endsAt(sentence, lower, i)) {
                return sentence.substring(0, i);
            }
            level += character == '(' || character == '[' || character == '{' ? 1 : 0;
            level -= character == ')' || character == ']' || character == '}' ? 1 : 0;
        }
        return sentence;
    }

    /** Whether an explanation, and no further answer, begins at an index. */
    static boolean endsAt(String sentence, int index) {
        return endsAt(sentence, Characters.lower(sentence), index);
    }

    private static boolean endsAt(String sentence, String lower, int index) {
        char character = sentence.charAt(index);
        if (character < ASCII && ENDS.indexOf(character) < 0) { // most characters
            return false;
        }
        if (BREAKS.indexOf(character) >= 0) {
            return character != ';' || isWordAhead(sentence, index + 1);
        }
        if (character == '(' || character == '（') {
            return isAside(sentence, index);
        }
        boolean dash = (character == '-' || character == '–') && sentence.startsWith(" ", index + 1);
        if (dash && sentence.charAt(index - 1) == ' ') {
            return isWordAhead(sentence, index + 1);
        }
        boolean comma = character == ',';
        if (!comma && character != ' ' && !Characters.isWideLetter(character)) {
            return false;
        }
        int word = comma ? Characters.skipSpaces(sentence, index + 1) : index + (character == ' ' ? 1 : 0);
        for (String explanation : EXPLANATIONS.at(lower, word)) {
            if (Characters.isWordAt(lower, word, explanation)) {
                return true;
            }
        }
        return comma && BEHIND_A_COMMA.contains(wordAt(lower, word));
    }

    /** What a sentence says instead of what it denies at its beginning: {@code not 70 but 72} says 72. */
    static Optional<String> instead(String sentence) {
        String lower = Characters.lower(sentence);
        if (!denies(lower)) {
            return Optional.empty();
        }
        for (String words : Cues.INSTEAD) {
            int at = lower.indexOf(words);
            if (at >= 0) {
                return Optional.of(sentence.substring(at + words.length()).strip());
            }
        }
        return Optional.of("");
    }

    private static boolean denies(String lower) {
        for (String denial : DENIALS.at(lower, 0)) {
            if (lower.startsWith(denial)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAside(String sentence, int open) {
        int close = Math.max(sentence.indexOf(')', open), sentence.indexOf('）', open));
        boolean spaced = sentence.charAt(open - 1) == ' ' || sentence.charAt(open) == '（';
        String inside = sentence.substring(open + 1, close < 0 ? sentence.length() : close);
        int letters = 0;
        for (int i = 0; i < inside.length(); i++) {
            if (inside.charAt(i) == '\\') { // a command is no word
                while (i + 1 < inside.length() && Characters.isLatin(inside, i + 1)) {
                    i++;
                }
                letters = 0;
                continue;
            }
            letters = Character.isLetter(inside.charAt(i)) ? letters + 1 : 0;
            boolean word = letters >= 2 || (letters == 1 && Characters.isWideLetter(inside.charAt(i)));
            if (word && spaced) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWordAhead(String sentence, int index) {
        int word = Characters.skipSpaces(sentence, index);
        return wordAt(sentence, word).length() > 1;
    }

    private static String wordAt(String text, int start) {
        int end = start;
        while (end < text.length() && (Character.isLetter(text.charAt(end)) || text.charAt(end) == '\'')) {
            end++;
        }
        return text.substring(Math.min(start, text.length()), end);
    }
}
