package dev.kedge.math.internal.parse;

import dev.kedge.math.internal.lex.NumberNames;
import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The reading of numbers in words: "twelve", "one hundred and five", "three quarters", "two and a half". */
final class NumberWords {

    private static final int MAX_WORDS = 12;
    private static final List<String> TENS =
            List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
    private static final Map<String, Long> LARGE =
            Map.of("thousand", 1_000L, "million", 1_000_000L, "billion", 1_000_000_000L);
    private static final Map<String, Integer> PARTS = Map.ofEntries(
            Map.entry("half", 2),
            Map.entry("halves", 2),
            Map.entry("third", 3),
            Map.entry("quarter", 4),
            Map.entry("fourth", 4),
            Map.entry("fifth", 5),
            Map.entry("sixth", 6),
            Map.entry("seventh", 7),
            Map.entry("eighth", 8),
            Map.entry("ninth", 9),
            Map.entry("tenth", 10),
            Map.entry("hundredth", 100));

    /** The words with which a number can begin. */
    private static final Set<String> FIRST = first();

    private final List<String> words;
    private int position;

    private NumberWords(List<String> words) {
        this.words = words;
    }

    /** The number that a text is and nothing else. */
    static Optional<Term> of(String text) {
        if (!mayBe(text)) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i <= text.length(); i++) {
            char character = i < text.length() ? text.charAt(i) : ' ';
            if (Character.isLetter(character)) {
                word.append(character);
            } else if (character == ' ' || character == '-') {
                if (word.length() > 0) {
                    words.add(word.toString().toLowerCase(Locale.ROOT));
                    word.setLength(0);
                }
            } else {
                return Optional.empty();
            }
        }
        if (words.isEmpty() || words.size() > MAX_WORDS) {
            return Optional.empty();
        }
        NumberWords reader = new NumberWords(words);
        boolean negative = reader.accept("minus") || reader.accept("negative");
        Optional<Rational> value = reader.number();
        if (value.isEmpty() || reader.position < words.size()) {
            return Optional.empty();
        }
        Term number = new Term.Num(value.get(), false);
        return Optional.of(negative ? new Term.Negative(number) : number);
    }

    private static Set<String> first() {
        Set<String> first = new HashSet<>(Set.of("minus", "negative", "half", "a"));
        first.addAll(NumberNames.SMALL);
        first.addAll(TENS);
        return Set.copyOf(first);
    }

    /** Whether the first word of a text is one with which a number can begin. */
    private static boolean mayBe(String text) {
        int start = 0;
        while (start < text.length() && (text.charAt(start) == ' ' || text.charAt(start) == '-')) {
            start++;
        }
        int end = start;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return FIRST.contains(text.substring(start, end).toLowerCase(Locale.ROOT));
    }

    private Optional<Rational> number() {
        if (words.size() == 1 && words.get(0).equals("half")) {
            position++;
            return Optional.of(new Rational(java.math.BigInteger.ONE, java.math.BigInteger.TWO));
        }
        Optional<Long> whole = accept("a") ? Optional.of(1L) : whole();
        if (whole.isEmpty()) {
            return Optional.empty();
        }
        Rational value = Rational.of(whole.get());
        Optional<Integer> parts = parts();
        if (parts.isPresent()) {
            return Optional.of(value.dividedBy(Rational.of(parts.get())));
        }
        if (position < words.size() && accept("and")) {
            Optional<Long> count = accept("a") ? Optional.of(1L) : whole();
            Optional<Integer> fraction = parts();
            if (count.isEmpty() || fraction.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(value.plus(Rational.of(count.get()).dividedBy(Rational.of(fraction.get()))));
        }
        return words.get(0).equals("a") ? Optional.empty() : Optional.of(value);
    }

    private Optional<Integer> parts() {
        if (position >= words.size()) {
            return Optional.empty();
        }
        Integer parts = PARTS.get(singular(words.get(position)));
        if (parts == null) {
            return Optional.empty();
        }
        position++;
        return Optional.of(parts);
    }

    private Optional<Long> whole() {
        long total = 0;
        long group = 0;
        int start = position;
        while (position < words.size()) {
            String word = words.get(position);
            int small = NumberNames.SMALL.indexOf(word);
            int tens = TENS.indexOf(word);
            boolean free = position == start || group % (tens >= 0 ? 100 : 10) == 0;
            if (small >= 0
                    && (position == start
                            || (group % 100 == 0 && group > 0)
                            || (group == 0 && total > 0)
                            || (group % 10 == 0 && group % 100 >= 20 && small > 0 && small < 10))) {
                group += small;
            } else if (tens >= 0 && free && group % 100 == 0) {
                group += 10L * (tens + 2);
            } else if (word.equals("hundred") && group > 0 && group < 100) {
                group *= 100;
            } else if (LARGE.containsKey(word) && group > 0) {
                total += group * LARGE.getOrDefault(word, 1L);
                group = 0;
            } else if (word.equals("and")
                    && (group >= 100 || total > 0)
                    && position + 1 < words.size()
                    && !isFraction(position + 1)) {
                position++;
                continue;
            } else {
                break;
            }
            position++;
        }
        return position == start ? Optional.empty() : Optional.of(total + group);
    }

    /** Whether a fraction and not the rest of a whole number follows "and". */
    private boolean isFraction(int index) {
        return words.get(index).equals("a")
                || (index + 1 < words.size() && PARTS.containsKey(singular(words.get(index + 1))));
    }

    private static String singular(String word) {
        return word.endsWith("s") && !word.equals("halves") ? word.substring(0, word.length() - 1) : word;
    }

    private boolean accept(String word) {
        if (position < words.size() && words.get(position).equals(word)) {
            position++;
            return true;
        }
        return false;
    }
}
