package dev.kedge.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WellFormedTextTest {

    /** Each half alone is one replacement character; a pair stays. */
    @ParameterizedTest
    @CsvSource({
        "a\ud83d, a\uFFFD",
        "\ud83d\ud83d\ude00x, \uFFFD\ud83d\ude00x",
        "\ude00\ud83d, \uFFFD\uFFFD",
        "a\ude00b\ud83dc, a\uFFFDb\uFFFDc",
    })
    void aLoneHalfIsReplaced(String text, String formed) {
        assertThat(WellFormedText.of(text)).isEqualTo(formed);
    }

    @Test
    void wellFormedTextIsTheSameObject() {
        String text = "q1 \ud83d\ude00 ½";
        assertThat(WellFormedText.of(text)).isSameAs(text);
        assertThat(WellFormedText.of("")).isEmpty();
    }

    /** a😀b has 4 units; 2 would halve the pair of units 1 and 2. */
    @Test
    void aBeginningNeverHalvesAPair() {
        String text = "a\ud83d\ude00b";
        assertThat(WellFormedText.beginning(text, 1)).isEqualTo("a");
        assertThat(WellFormedText.beginning(text, 2)).isEqualTo("a");
        assertThat(WellFormedText.beginning(text, 3)).isEqualTo("a\ud83d\ude00");
        assertThat(WellFormedText.beginning(text, 4)).isSameAs(text);
        assertThat(WellFormedText.beginning(text, 0)).isEmpty();
    }
}
