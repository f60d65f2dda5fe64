package dev.kedge.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of the tokens that could be sampled comes back as it was, in bounded memory. */
class TokenSupportTest {

    private static long[] ids(int vocabulary, double share, SplittableRandom random) {
        long[] ids = LongStream.range(0, vocabulary)
                .filter(id -> random.nextDouble() < share)
                .toArray();
        return ids.length == 0 ? new long[] {random.nextInt(vocabulary)} : ids;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 20, 257, 32_000, 151_936})
    void everySetComesBackWithinItsBound(int vocabulary) {
        SplittableRandom random = new SplittableRandom(5);
        List<long[]> places = new ArrayList<>();
        for (double share : new double[] {0, 1e-4, 0.01, 0.1, 0.125, 0.5, 0.9, 1}) {
            places.add(ids(vocabulary, share, random));
        }
        TokenSupport support = TokenSupport.of(vocabulary, places);
        assertThat(support.length()).isEqualTo(places.size());
        long bound = 0;
        long size = 0;
        for (int place = 0; place < places.size(); place++) {
            long[] expected = places.get(place);
            assertThat(support.ids(place))
                    .containsExactly(
                            LongStream.of(expected).mapToInt(id -> (int) id).toArray());
            bound += TokenSupport.maxBytes(vocabulary, expected.length);
            size += expected.length;
        }
        assertThat(support.size()).isEqualTo(size);
        assertThat(support.bytes()).isLessThanOrEqualTo(bound);
        // One bit a token, and 5 bytes for the mark and the end of the place, whatever can be sampled.
        assertThat(bound).isLessThanOrEqualTo(places.size() * (5 + (vocabulary + 7L) / 8));
    }

    @Test
    void twentyOfAPublicVocabularyTakeAtMostSixtyFiveBytes() {
        // Gaps of 18 bits take 3 bytes at most, 20 of them 60; a mark of one byte and an end of four.
        assertThat(TokenSupport.maxBytes(151_936, 20)).isEqualTo(65);
        long[] spread = LongStream.range(0, 20).map(i -> 7_596 * i).toArray(); // two bytes a gap
        assertThat(TokenSupport.of(151_936, List.<long[]>of(spread)).bytes()).isEqualTo(4 + 1 + 1 + 19 * 2);
        assertThat(TokenSupport.maxBytes(151_936, 151_936)).isEqualTo(18_992 + 5);
    }
}
