package dev.kedge.math.internal.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhrasesTest {

    private static final List<String> WORDS = List.of("because", "but not", "而不是", "since", "so that", "и не", "be");

    @Test
    void thoseThatBeginOrEndWithTheLetterAreKeptInTheirOrder() {
        Phrases begins = Phrases.byFirst(WORDS);
        assertThat(begins.at("b", 0)).containsExactly("because", "but not", "be");
        assertThat(begins.at("72 而", 3)).containsExactly("而不是");
        assertThat(Phrases.byLast(WORDS).atEnd("that is not")).containsExactly("but not", "so that");
        assertThat(begins.at("b", 1)).as("behind the end").isEmpty();
        assertThat(Phrases.byLast(WORDS).atEnd("")).isEmpty();
    }

    @Test
    void nothingThatStandsInATextIsMissed() {
        String text = "it is 7 because и не 8, but not 9 since 而不是 be so that";
        Phrases begins = Phrases.byFirst(WORDS);
        Phrases ends = Phrases.byLast(WORDS);
        for (int i = 0; i < text.length(); i++) {
            int at = i;
            String before = text.substring(0, i);
            assertThat(begins.at(text, i).stream().filter(word -> text.startsWith(word, at)))
                    .as("from " + i)
                    .containsExactlyElementsOf(WORDS.stream()
                            .filter(word -> text.startsWith(word, at))
                            .toList());
            assertThat(ends.atEnd(before).stream().filter(before::endsWith))
                    .as("to " + i)
                    .containsExactlyElementsOf(
                            WORDS.stream().filter(before::endsWith).toList());
        }
    }
}
