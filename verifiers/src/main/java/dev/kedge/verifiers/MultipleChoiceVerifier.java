package dev.kedge.verifiers;

import dev.kedge.api.Prompt;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A verifier of the letter that was chosen. What stands before the last {@code </think>} is not looked at. The choice
 * is, in this order:
 *
 * <ol>
 *   <li>the content of the last {@code \boxed{…}};
 *   <li>what follows the last "answer is" or "answer:" on its line;
 *   <li>the last line that is not empty.
 * </ol>
 *
 * <p>There must be one letter, standing alone ({@code B}, {@code (B)}, {@code B.}, {@code **B**}, <code>\text{B}</code>
 * , or {@code B) and the text of the choice}): who names several has not chosen. A last line must be such a letter and
 * nothing else, since "A" begins sentences too. Small letters count only where nothing else is written. Letters are
 * ASCII; what looks like one is none.
 */
public final class MultipleChoiceVerifier implements Verifier {

    private static final Pattern BOX = Pattern.compile("\\\\boxed\\s?\\{([^{}]*+(?:\\{[^{}]*+}[^{}]*+)*+)}");
    private static final Pattern SAID = Pattern.compile("(?i)\\banswer(?:\\s+is\\b|\\s?[:=])[ \\t]*+:?([^\\n]*+)");
    private static final List<Pattern> MARKS = List.of(BOX, SAID);
    private static final Pattern BARE = Pattern.compile("[a-zA-Z] ?[.,:)]?");
    private static final Pattern DRESS = Pattern.compile("\\\\(?:text|mathrm|textbf|mathbf)\\s?\\{|[*_$`{}()\\[\\]]+");
    private static final Pattern LABELLED = Pattern.compile("\\(?([A-Z])\\s*+[).:]\\s(.*+)", Pattern.DOTALL);
    private static final Pattern ALONE = Pattern.compile("(?<![\\p{L}\\p{N}'’\\-])([A-Z])(?![\\p{L}\\p{N}'’\\-])");
    /** A letter that is no word of a sentence: "A dog" names no choice. */
    private static final Pattern NO_WORD = Pattern.compile(ALONE.pattern() + "(?!\\s\\p{Ll})");

    private final Config config;

    public MultipleChoiceVerifier(Config config) {
        this.config = config;
    }

    /**
     * The letters there are.
     *
     * @param choices from A on, 2 to 26
     */
    public record Config(int choices) {

        /** A to J, as in MMLU-Pro. */
        public static final Config DEFAULT = new Config(10);

        public Config {
            if (choices < 2 || choices > 26) {
                throw new SettingException("choices", "must be in [2, 26], got " + choices);
            }
        }
    }

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        char reference = only(prompt.answer())
                .orElseThrow(() -> new IllegalArgumentException("the multiple-choice verifier needs a letter from A to "
                        + (char) ('A' + config.choices() - 1) + " as reference answer of prompt " + prompt.id()
                        + ", got \"" + prompt.answer() + "\""));
        Optional<Character> chosen = chosen(FinalText.afterReasoning(completion));
        if (chosen.isEmpty()) {
            return Verdict.unparsable("not exactly one letter was chosen");
        }
        return chosen.get() == reference
                ? Verdict.correct(String.valueOf(reference))
                : Verdict.wrong(String.valueOf(chosen.get()), "not " + reference);
    }

    private Optional<Character> chosen(String text) {
        for (Pattern mark : MARKS) {
            String marked = "";
            Matcher marks = mark.matcher(text);
            while (marks.find()) {
                marked = marks.group(1);
            }
            if (!marked.isBlank()) {
                Optional<Character> only = only(marked);
                return only.isPresent() ? only : among(ALONE, marked);
            }
        }
        String stripped = text.stripTrailing();
        return only(stripped.substring(stripped.lastIndexOf('\n') + 1));
    }

    /** The letter of a text that is a letter, or a letter with the text of its choice, and nothing else. */
    private Optional<Character> only(String text) {
        Matcher labelled = LABELLED.matcher(text.strip());
        if (labelled.matches() && !NO_WORD.matcher(labelled.group(2)).find()) {
            return known(labelled.group(1).charAt(0));
        }
        String plain = DRESS.matcher(text).replaceAll(" ").strip();
        return BARE.matcher(plain).matches() ? known(Character.toUpperCase(plain.charAt(0))) : Optional.empty();
    }

    private Optional<Character> among(Pattern pattern, String text) {
        Set<Character> letters = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            letters.add(matcher.group(1).charAt(0));
        }
        letters.removeIf(letter -> known(letter).isEmpty());
        return letters.size() == 1 ? letters.stream().findFirst() : Optional.empty();
    }

    private Optional<Character> known(char letter) {
        return letter - 'A' < config.choices() ? Optional.of(letter) : Optional.empty();
    }
}
