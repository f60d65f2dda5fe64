package dev.kedge.math.internal.extract;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** The places where a text says that its answer follows; the words are {@link Cues}. */
final class Markers {

    private static final int MAX_SUBJECT = 80;
    private static final int MAX_MARKERS = 100;
    private static final int MAX_BEFORE = 40;

    /** How far a noun may stand before the place that it announces: noun, subject, verb, fillers. */
    private static final int MAX_REACH = 160;

    private Markers() {}

    /** A word for an answer, with what may stand between it and the answer. */
    private record Noun(String word, List<String> verbs, boolean subjects) {}

    private static final Map<Character, List<Noun>> NOUNS = nouns();

    private static final Phrases VERBS = Phrases.byFirst(Cues.ENGLISH.verbs());

    private static final Phrases FILLERS = Phrases.byFirst(Cues.FILLERS);

    private static final int ASCII = 128;

    private static final String LINE_COLONS = ":：";

    /**
     * The nouns that begin with two letters of ASCII, so that most places are decided by two letters, without a look at
     * Unicode's tables. A place where none is listed begins none; {@code a: 3} begins with one letter and a sign.
     */
    private static final List<List<Noun>> BY_TWO = byTwo();

    private static List<List<Noun>> byTwo() {
        List<List<Noun>> nouns = new ArrayList<>(Collections.nCopies(ASCII * ASCII, List.of()));
        NOUNS.values().stream()
                .flatMap(List::stream)
                .filter(noun -> noun.word().charAt(0) < ASCII && noun.word().charAt(1) < ASCII)
                .forEach(noun -> {
                    int place = ASCII * noun.word().charAt(0) + noun.word().charAt(1);
                    List<Noun> more = new ArrayList<>(nouns.get(place));
                    more.add(noun);
                    nouns.set(place, more);
                });
        return nouns;
    }

    /** The nouns that may begin with two letters, in the order in which they were given. */
    private static List<Noun> nounsWith(char first, char second) {
        return first < ASCII && second < ASCII
                ? BY_TWO.get(ASCII * first + second)
                : NOUNS.getOrDefault(first, List.of());
    }

    private static Map<Character, List<Noun>> nouns() {
        Map<Character, List<Noun>> nouns = new HashMap<>();
        for (String word : Cues.ENGLISH.nouns()) {
            add(nouns, new Noun(word, Cues.ENGLISH.verbs(), true));
        }
        for (Cues.Language language : Cues.OTHERS) {
            for (String word : language.nouns()) {
                add(nouns, new Noun(word, language.verbs(), false));
            }
        }
        return nouns;
    }

    private static void add(Map<Character, List<Noun>> nouns, Noun noun) {
        nouns.computeIfAbsent(noun.word().charAt(0), first -> new ArrayList<>()).add(noun);
    }

    /** The places behind each marker, the last one first; looked for as they are asked for, from the end. */
    static Iterable<Integer> in(String text) {
        return behind(0, Characters.lower(text), true);
    }

    /**
     * The places behind each marker that lie behind another place, and perhaps some before it.
     *
     * @param lower the text in small letters
     * @param letters whether {@code A: 3} at the beginning of a line counts
     */
    static Iterable<Integer> behind(int place, String lower, boolean letters) {
        return () -> new Backwards(lower, Math.max(0, place - MAX_REACH), letters);
    }

    /** All of them. */
    static List<Integer> all(String text) {
        List<Integer> all = new ArrayList<>();
        in(text).forEach(all::add);
        return all;
    }

    /**
     * A search from the end of a text. A noun may announce a later place than one behind it: these are put in order.
     */
    private static final class Backwards implements Iterator<Integer> {

        private final String lower;
        private final int least;
        private final boolean letters;
        private final Deque<Integer> found = new ArrayDeque<>();
        private int at;
        private int seen;

        Backwards(String lower, int least, boolean letters) {
            this.lower = lower;
            this.least = least;
            this.letters = letters;
            this.at = lower.length() - 1;
        }

        @Override
        public boolean hasNext() {
            if (found.isEmpty()) {
                search();
            }
            return !found.isEmpty();
        }

        @Override
        public Integer next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return found.remove();
        }

        private void search() {
            List<Integer> near = new ArrayList<>();
            int until = least;
            char second = at + 1 < lower.length() ? lower.charAt(at + 1) : ' ';
            for (; at >= until && seen < MAX_MARKERS; at--) {
                char first = lower.charAt(at);
                List<Noun> nouns = nounsWith(first, second);
                boolean line = letters && first == 'a' && (second == '*' || LINE_COLONS.indexOf(second) >= 0);
                int end = line || !nouns.isEmpty() ? endAt(lower, at, nouns, line) : -1;
                second = first;
                if (end >= 0) {
                    until = near.isEmpty() ? Math.max(least, at - MAX_REACH) : until;
                    near.add(end);
                    seen++;
                }
            }
            near.sort(Comparator.reverseOrder());
            found.addAll(near);
        }
    }

    /** The place behind a marker whose noun begins at an index; below 0 if none does. */
    private static int endAt(String lower, int at, List<Noun> nouns, boolean line) {
        int end = -1;
        for (Noun noun : nouns) {
            if (lower.startsWith(noun.word(), at) && beginsWord(lower, at)) {
                end = Math.max(end, end(lower, at, at + noun.word().length(), noun));
            }
        }
        if (end < 0 && line && beginsWord(lower, at)) {
            end = lineStart(lower, at);
        }
        return end >= 0 && announces(lower, at) ? end : -1;
    }

    private static boolean beginsWord(String lower, int at) {
        char first = lower.charAt(at);
        boolean begins = at == 0 || !Character.isLetter(lower.charAt(at - 1)) || Characters.isWideLetter(first);
        return begins && Character.isLetter(first);
    }

    /** {@code A: 3} at the beginning of a line, where it is no choice beside others. */
    private static int lineStart(String lower, int at) {
        int end = at + 1;
        int start = at;
        while (start > 0 && lower.charAt(start - 1) == '*') {
            start--;
        }
        while (end < lower.length() && lower.charAt(end) == '*') {
            end++;
        }
        boolean line = start == 0 || lower.charAt(start - 1) == '\n';
        boolean colon = end < lower.length() && LINE_COLONS.indexOf(lower.charAt(end)) >= 0;
        boolean choices = lower.contains("\nb:") || lower.contains("\nb.") || lower.contains("\nb)");
        return line && colon && !choices ? end + 1 : -1;
    }

    /**
     * Whether the last thing that a text in small letters says about the answer is what it is not, and not what it is.
     */
    static boolean denies(String lower) {
        if (!lower.contains("answer")) { // much faster than the search from the end
            return false;
        }
        int at = lower.lastIndexOf("answer");
        if (!lower.startsWith(" ", at + "answer".length())) {
            return false;
        }
        String rest =
                lower.substring(at, Math.min(lower.length(), at + MAX_SUBJECT)).replace('’', '\'');
        boolean denied = rest.startsWith("answer is not ")
                || rest.startsWith("answer isn't ")
                || rest.startsWith("answer was not ")
                || rest.startsWith("answer can't be ")
                || rest.startsWith("answer cannot be ");
        return denied && Cues.INSTEAD.stream().noneMatch(rest::contains);
    }

    /** Whether no word before the noun says that it is about another answer, or one that is being looked at. */
    private static boolean announces(String lower, int at) {
        int end = at;
        int least = Math.max(0, at - MAX_BEFORE);
        while (true) {
            while (end > least && Character.isWhitespace(lower.charAt(end - 1))) {
                if (lower.charAt(end - 1) == '\n' || isBreak(lower, end, least)) {
                    return true;
                }
                end--;
            }
            int start = end;
            while (start > least && !Character.isWhitespace(lower.charAt(start - 1))) {
                start--;
            }
            String word = lower.substring(start, end).replace("*", "").replace(":", "");
            if (Cues.NOT_BEHIND.contains(word)) {
                return false;
            }
            if (!Cues.POSSESSIVES.contains(word)) {
                return true;
            }
            end = start;
        }
    }

    /** Whether the space before an index stands behind a full stop or a comma. */
    private static boolean isBreak(String lower, int end, int least) {
        return lower.charAt(end - 1) == ' '
                && end - 2 >= least
                && (lower.charAt(end - 2) == '.' || lower.charAt(end - 2) == ',');
    }

    private static int end(String lower, int at, int afterNoun, Noun noun) {
        int after = afterNoun;
        if (noun.subjects() && lower.startsWith("s", after)) {
            after++;
        }
        int mark = after;
        while (mark < lower.length() && " *_\u00A0）)】」".indexOf(lower.charAt(mark)) >= 0) {
            mark++;
        }
        if (mark < lower.length() && ":：=＝".indexOf(lower.charAt(mark)) >= 0) {
            return mark + 1;
        }
        if (lower.startsWith(".", after) && lower.startsWith("ans", at) && lower.startsWith(" ", after + 1)) {
            return after + 1;
        }
        boolean heading =
                lower.startsWith("final ", Math.max(0, at - 6)) && mark < lower.length() && lower.charAt(mark) == '\n';
        if (heading) {
            return mark + 1;
        }
        return noun.subjects() ? verbAfterSubject(lower, after) : verb(lower, mark, noun.verbs());
    }

    private static int verb(String lower, int mark, List<String> verbs) {
        int best = -1;
        for (String verb : verbs) {
            if (Characters.isWordAt(lower, mark, verb) || (lower.startsWith(verb, mark) && isWide(verb))) {
                best = Math.max(best, mark + verb.length());
            }
        }
        return best < 0 ? -1 : skipFillers(lower, best);
    }

    private static boolean isWide(String verb) {
        return Characters.isWideLetter(verb.charAt(0)) || !Character.isLetter(verb.charAt(0));
    }

    private static int verbAfterSubject(String lower, int after) {
        int limit = Math.min(lower.length(), after + MAX_SUBJECT);
        boolean about =
                lower.startsWith(" to ", after) || lower.startsWith(" for ", after) || lower.startsWith(" of ", after);
        for (int i = after; i < limit; i++) {
            char character = lower.charAt(i);
            boolean stops = ".\n?!;,".indexOf(character) >= 0
                    || (!about && (character == '$' || Characters.isDigit(lower, i)))
                    || lower.startsWith("\\boxed", i);
            if (stops) {
                return -1;
            }
            if (character != ' ') {
                continue;
            }
            for (String verb : VERBS.at(lower, i + 1)) {
                if (Characters.isWordAt(lower, i + 1, verb)) {
                    return skipFillers(lower, i + 1 + verb.length());
                }
            }
        }
        return -1;
    }

    private static int skipFillers(String lower, int index) {
        int end = index;
        boolean more = true;
        while (more) {
            more = false;
            while (end < lower.length() && " ::：,\u00A0".indexOf(lower.charAt(end)) >= 0) {
                end++;
            }
            for (String filler : FILLERS.at(lower, end)) {
                if (Characters.isWordAt(lower, end, filler)) {
                    end += filler.length();
                    more = true;
                }
            }
        }
        return end;
    }
}
