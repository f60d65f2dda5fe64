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
        String word = scan.text().substring(start, end);
        String lower = word.toLowerCase(Locale.ROOT);
        boolean afterValue = scan.last().filter(Words::isValueEnd).isPresent();
        if (word.length() == 1) {
            letter(word, end);
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
        } else if (word.length() <= 3 || Words.isCapitals(word)) {
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
