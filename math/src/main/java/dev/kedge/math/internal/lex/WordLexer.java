package dev.kedge.math.internal.lex;

import dev.kedge.math.internal.lex.Token.Kind;
import java.util.Locale;

/** The lexer of plain letters: words, units, functions, and names that stand beside each other as factors. */
final class WordLexer {

    private final Scan scan;

    WordLexer(Scan scan) {
        this.scan = scan;
    }

    /** The word that comes next, or the letters in a row that it is. */
    void read() {
        int start = scan.position();
        int end = start;
        while (end < scan.text().length() && Character.isLetter(scan.text().charAt(end))) {
            end++;
        }
        boolean foreign = isForeign(scan.text().charAt(start));
        int own = start;
        while (own < end && isForeign(scan.text().charAt(own)) == foreign) {
            own++;
        }
        end = own;
        String word = scan.text().substring(start, end);
        String lower = word.toLowerCase(Locale.ROOT);
        boolean afterValue = scan.last().filter(Words::isValueEnd).isPresent();
        if (foreign) {
            scan.add(Kind.WORD, word, word.length());
        } else if (isHalfDay(word, end) && afterValue) {
            scan.add(Kind.WORD, lower + "m", scan.text().startsWith(".", end + 2) ? 4 : 3);
        } else if (word.length() == 1) {
            letter(word, end);
        } else if (word.length() == 2 && Words.isCapitals(word)) { // the side NO is no "no"
            symbol(word.substring(0, 1));
            symbol(word.substring(1));
        } else if (Vocabulary.isProse(lower)) {
            scan.add(Kind.WORD, word, word.length());
        } else if (Vocabulary.isPlainWord(word) || (word.length() > 2 && Vocabulary.isPlainWord(lower))) {
            Vocabulary.Meaning meaning = Vocabulary.plainWord(Vocabulary.isPlainWord(word) ? word : lower);
            scan.add(meaning.kind(), meaning.text(), word.length());
        } else if (afterValue && Vocabulary.isUnit(word)) {
            scan.add(Kind.WORD, word, word.length());
        } else if (Words.functionPrefix(word) > 0) {
            int length = Words.functionPrefix(word);
            scan.add(
                    Kind.FUNCTION,
                    Vocabulary.plainWord(word.substring(0, length)).text(),
                    length);
        } else if (word.length() > 2 && Words.isCapitals(word)) {
            scan.add(Kind.SYMBOL, word, word.length());
        } else if (word.length() <= 3) {
            if (afterValue
                    && scan.isSpaced()
                    && word.length() > 1
                    && !Words.isCapitals(word)
                    && Words.hasVowel(word)
                    && Words.endsAsProse(scan.text(), start)) {
                scan.add(Kind.WORD, word, word.length());
            } else {
                for (int i = 0; i < word.length(); i++) {
                    symbol(word.substring(i, i + 1));
                }
            }
        } else {
            scan.add(Kind.WORD, word, word.length());
        }
    }

    /** Whether a letter is of a script that formulas are not written in. */
    private static boolean isForeign(char letter) {
        if (letter < 0x250) {
            return false;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(letter);
        return script != Character.UnicodeScript.GREEK
                && script != Character.UnicodeScript.LATIN
                && script != Character.UnicodeScript.COMMON;
    }

    /** Whether this is {@code a.m.} or {@code p.m.}, with or without the last point. */
    private boolean isHalfDay(String word, int end) {
        return "apAP".contains(word)
                && word.length() == 1
                && (scan.text().startsWith(".m", end) || scan.text().startsWith(".M", end))
                && !(end + 2 < scan.text().length()
                        && Character.isLetterOrDigit(scan.text().charAt(end + 2)));
    }

    private void letter(String letter, int end) {
        boolean timesSign = letter.equals("x")
                && scan.isSpaced()
                && scan.last().filter(token -> token.kind() == Kind.NUMBER).isPresent()
                && scan.text().startsWith(" ", end)
                && NumberLexer.startsAt(scan.text(), end + 1);
        if (timesSign) {
            scan.add(Kind.OPERATOR, "*", 1);
        } else {
            symbol(letter);
        }
    }

    private void symbol(String letter) {
        switch (letter) {
            case "e" -> scan.add(Kind.CONSTANT, "e", 1);
            case "i" -> scan.add(Kind.CONSTANT, "i", 1);
            default -> scan.add(Kind.SYMBOL, letter, 1);
        }
    }
}
