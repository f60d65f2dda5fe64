package dev.kedge.math.internal.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The places where a text says that its answer follows: "answer is", "Answer:", "final answer". */
final class Markers {

    private static final int MAX_SUBJECT = 80;
    private static final int MAX_MARKERS = 100;
    private static final List<String> NOUNS = List.of("answer", "correct option", "correct choice");
    private static final List<String> VERBS = List.of(
            " is", " are", " should be", " would be", " will be", " must be", " was", " equals", " =", " becomes");

    private Markers() {}

    /** The places behind each marker, the last one first. */
    static List<Integer> in(String text) {
        String lower = lower(text);
        List<Integer> ends = new ArrayList<>();
        for (String noun : NOUNS) {
            int at = lower.lastIndexOf(noun);
            for (int seen = 0; at >= 0 && seen < MAX_MARKERS; seen++) {
                boolean word = at == 0 || !Character.isLetter(lower.charAt(at - 1));
                int end = word ? end(lower, at, at + noun.length()) : -1;
                if (end >= 0) {
                    ends.add(end);
                }
                at = at == 0 ? -1 : lower.lastIndexOf(noun, at - 1);
            }
        }
        ends.sort(Comparator.reverseOrder());
        return ends;
    }

    /** Whether the last thing said about the answer is what it is not. */
    static boolean denies(String text) {
        String lower = lower(text);
        int at = lower.lastIndexOf("answer");
        if (at < 0) {
            return false;
        }
        String rest =
                lower.substring(at, Math.min(lower.length(), at + MAX_SUBJECT)).replace('’', '\'');
        return rest.startsWith("answer is not ")
                || rest.startsWith("answer isn't ")
                || rest.startsWith("answer cannot be ");
    }

    /** In lower case, index by index the same. */
    private static String lower(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.length() == text.length() ? lower : text;
    }

    private static int end(String lower, int at, int afterNoun) {
        int after = afterNoun;
        if (lower.startsWith("s", after)) {
            after++;
        }
        int mark = after;
        while (mark < lower.length() && " *_".indexOf(lower.charAt(mark)) >= 0) {
            mark++;
        }
        if (lower.startsWith(":", mark)) {
            return mark + 1;
        }
        boolean heading =
                lower.startsWith("final ", Math.max(0, at - 6)) && mark < lower.length() && lower.charAt(mark) == '\n';
        if (heading) {
            return mark + 1;
        }
        int limit = Math.min(lower.length(), after + MAX_SUBJECT);
        for (int i = after; i < limit; i++) {
            char character = lower.charAt(i);
            if (character == '.' || character == '\n' || character == '?' || character == '!' || character == ';') {
                return -1;
            }
            for (String verb : VERBS) {
                int end = i + verb.length();
                if (lower.startsWith(verb, i)
                        && (end >= lower.length() || !Character.isLetterOrDigit(lower.charAt(end)))) {
                    return skipColon(lower, end);
                }
            }
        }
        return -1;
    }

    private static int skipColon(String lower, int index) {
        int end = index;
        for (String filler : List.of(
                " indeed",
                " therefore",
                " thus",
                " then",
                " simply",
                " approximately",
                " about",
                " just",
                " actually",
                " equal to",
                " given by",
                " roughly",
                " exactly",
                " clearly")) {
            if (lower.startsWith(filler, end)) {
                end += filler.length();
            }
        }
        while (end < lower.length() && (lower.charAt(end) == ':' || lower.charAt(end) == ' ')) {
            end++;
        }
        return end;
    }
}
