package dev.kedge.verifiers;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text as it is compared where wording does not count: small letters, no ASCII punctuation, no articles ({@code a},
 * {@code an}, {@code the}), one space between words. The rule of SQuAD's evaluation, which open-instruct uses too.
 *
 * <p>Some references mean something by their marks: a board of several lines, {@code C++}, {@code -5}, {@code 3.5}.
 * They are compared as they are {@linkplain #written written}, but for case and white space at the ends.
 */
final class NormalizedText {

    private static final Pattern PUNCTUATION = Pattern.compile("[!-/:-@\\[-`{-~]");
    private static final Pattern ARTICLE = Pattern.compile("\\b(?:a|an|the)\\b", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern WIDE_SPACE = Pattern.compile("\\S(?: {2,}|\\t)\\S");
    /** Signs of formulas and codes; a point, slash or comma between digits that groups no thousands; a minus. */
    private static final Pattern MEANINGFUL = Pattern.compile(
            "[_#+*=<>|^~\\\\@{}\\[\\]]|[0-9][./][0-9]|(?:^|[^0-9])0?,[0-9]|[0-9],[0-9](?![0-9]{2}(?![0-9]))|(?:^|\\s)-[0-9.]");

    private NormalizedText() {}

    /**
     * A text in the form that is compared.
     *
     * @param text any text
     * @return words of small letters with one space between them; empty if there are none
     */
    static String of(String text) {
        String words = PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
        return SPACE.matcher(ARTICLE.matcher(words).replaceAll(" "))
                .replaceAll(" ")
                .strip();
    }

    /**
     * The answer of a completion in the form that is compared.
     *
     * @param completion what the policy wrote
     * @return words of small letters with one space between them; empty if there are none
     */
    static String answerOf(String completion) {
        return of(FinalText.answer(completion));
    }

    /**
     * Whether a reference means something by its marks or lines, or has no words without them.
     *
     * @param reference an answer that is right
     */
    static boolean isMarked(String reference) {
        String text = reference.strip();
        return text.indexOf('\n') >= 0 || MEANINGFUL.matcher(text).find() || of(text).isEmpty();
    }

    /**
     * A text as it is written: in small letters, without white space at the ends of its lines, and with one space for
     * several unless it is a board, whose columns they make.
     *
     * @param text any text
     * @return the lines that are not empty
     */
    static String written(String text) {
        boolean board =
                text.strip().indexOf('\n') >= 0 && WIDE_SPACE.matcher(text).find();
        List<String> lines = text.toLowerCase(Locale.ROOT)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        String written = lines.stream()
                .map(line -> board
                        ? line.stripTrailing()
                        : SPACE.matcher(line).replaceAll(" ").strip())
                .collect(Collectors.joining("\n"));
        boolean sentence = lines.size() == 1 && written.endsWith(".") && written.length() > 1;
        return sentence ? written.substring(0, written.length() - 1) : written;
    }
}
