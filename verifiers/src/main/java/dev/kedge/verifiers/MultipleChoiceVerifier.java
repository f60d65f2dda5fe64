package dev.kedge.verifiers;

import dev.kedge.api.Prompt;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import dev.kedge.math.internal.extract.Choices;
import dev.kedge.math.internal.extract.FirstLetter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A verifier of the letter that was chosen. What stands before the last {@code </think>} is not looked at; if there is
 * {@code <answer>…</answer>}, only the last one counts. The choice is, in this order:
 *
 * <ol>
 *   <li>the content of the last {@code \boxed{…}};
 *   <li>the last choice that is announced: "the answer is B", "Ans: B", "I choose B", "Option B is correct", "答案是B";
 *   <li>the letter with which the text begins, if it is nothing else ({@code B}, {@code (B)}, {@code **B**}) or a mark
 *       follows it as before the text of a choice ({@code B) 12 cm});
 *   <li>such a letter on the last line.
 * </ol>
 *
 * <p>A letter that is denied ("not A"), or that stands in an explanation, is no choice; who names several at once has
 * not chosen. Small letters count only where nothing else is written, or with a bracket behind them. Letters are ASCII;
 * what looks like one is none.
 */
public final class MultipleChoiceVerifier implements Verifier {

    private static final Pattern BOX = Pattern.compile("\\\\boxed\\s?\\{([^{}]*+(?:\\{[^{}]*+}[^{}]*+)*+)}");
    private static final Pattern BARE = Pattern.compile("[a-zA-Z] ?[.,:)]?");
    private static final Pattern DRESS = Pattern.compile("\\\\(?:text|mathrm|textbf|mathbf)\\s?\\{|[*_$`{}()\\[\\]]+");
    private static final Pattern LABELLED = Pattern.compile("\\(?([A-Z])\\s*+[).:]\\s(.*+)", Pattern.DOTALL);
    private static final Pattern ALONE = Pattern.compile("(?<![\\p{L}\\p{N}'’\\-])([A-Z])(?![\\p{L}\\p{N}'’\\-])");
    /** A letter that is no word of a sentence: "A dog" names no choice. */
    private static final Pattern NO_WORD = Pattern.compile(ALONE.pattern() + "(?!\\s\\p{Ll})");

    private static final Pattern INDEX = Pattern.compile("[0-9]{1,2}");

    private final Config config;
    private final String letters;

    /**
     * A verifier of some settings.
     *
     * @param config the letters there are, and how references name them
     */
    public MultipleChoiceVerifier(Config config) {
        this.config = config;
        this.letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".substring(0, config.choices());
    }

    /** The ways in which a reference answer names a choice. */
    public enum References {
        /** A letter. */
        LETTERS,
        /** The place of the choice, the first one being 0, as in MMLU. */
        FROM_ZERO,
        /** The place of the choice, the first one being 1, as in WinoGrande. */
        FROM_ONE
    }

    /**
     * The letters there are, and how references name them.
     *
     * @param choices from A on, 2 to 26
     * @param references what a reference answer is
     */
    public record Config(int choices, References references) {

        /** A to J, as in MMLU-Pro, and letters. */
        public static final Config DEFAULT = new Config(10, References.LETTERS);

        public Config {
            if (choices < 2 || choices > 26) {
                throw new SettingException("choices", "must be in [2, 26], got " + choices);
            }
        }
    }

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        List<Character> references = RightAnswers.of(prompt).stream()
                .flatMap(reference -> reference(reference).stream())
                .toList();
        if (references.isEmpty()) {
            throw new IllegalArgumentException("the multiple-choice verifier needs " + wanted()
                    + " as reference answer of prompt " + prompt.id() + ", got \"" + prompt.answer() + "\"");
        }
        Optional<Character> chosen = chosen(FinalText.answer(completion));
        if (chosen.isEmpty()) {
            return Verdict.unparsable("not exactly one letter was chosen");
        }
        String letter = String.valueOf(chosen.get());
        return references.contains(chosen.get())
                ? Verdict.correct(letter)
                : Verdict.wrong(letter, "not " + references.get(0));
    }

    @Override
    public Optional<String> unfitReference(Prompt prompt) {
        return RightAnswers.of(prompt).stream()
                        .anyMatch(reference -> reference(reference).isPresent())
                ? Optional.empty()
                : Optional.of("it is not " + wanted() + hint(prompt.answer()));
    }

    private String hint(String answer) {
        boolean index = config.references() == References.LETTERS
                && INDEX.matcher(answer.strip()).matches();
        return index ? "; \"references: from-zero\" or \"from-one\" reads numbers" : "";
    }

    private String wanted() {
        return switch (config.references()) {
            case LETTERS -> "a letter from A to " + letters.charAt(letters.length() - 1);
            case FROM_ZERO -> "a number from 0 to " + (config.choices() - 1);
            case FROM_ONE -> "a number from 1 to " + config.choices();
        };
    }

    private Optional<Character> reference(String answer) {
        if (config.references() == References.LETTERS) {
            return only(answer);
        }
        String index = answer.strip();
        if (!INDEX.matcher(index).matches()) {
            return Optional.empty();
        }
        int place = Integer.parseInt(index) - (config.references() == References.FROM_ONE ? 1 : 0);
        return place >= 0 && place < config.choices() ? Optional.of(letters.charAt(place)) : Optional.empty();
    }

    private Optional<Character> chosen(String text) {
        String boxed = "";
        Matcher boxes = BOX.matcher(text);
        while (boxes.find()) {
            boxed = boxes.group(1);
        }
        if (!boxed.isBlank()) {
            Optional<Character> only = only(boxed);
            return only.isPresent() ? only : among(boxed);
        }
        Choices.Choice announced = Choices.announced(text, letters);
        if (announced.announced()) {
            return announced.letter();
        }
        Optional<Character> first = FirstLetter.of(text, letters);
        if (first.isPresent()) {
            return first;
        }
        String stripped = text.stripTrailing();
        int line = stripped.lastIndexOf('\n') + 1;
        boolean listed = stripped.substring(0, line)
                .lines()
                .anyMatch(other -> only(other).isPresent());
        return listed ? Optional.empty() : only(stripped.substring(line));
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

    private Optional<Character> among(String text) {
        Set<Character> named = new TreeSet<>();
        Matcher matcher = ALONE.matcher(text);
        while (matcher.find()) {
            known(matcher.group(1).charAt(0)).ifPresent(named::add);
        }
        return named.size() == 1 ? named.stream().findFirst() : Optional.empty();
    }

    private Optional<Character> known(char letter) {
        return letters.indexOf(letter) >= 0 ? Optional.of(letter) : Optional.empty();
    }
}
