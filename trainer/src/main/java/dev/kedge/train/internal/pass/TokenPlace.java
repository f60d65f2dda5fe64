package dev.kedge.train.internal.pass;

import dev.kedge.rollout.TokenSequence;
import java.util.ArrayList;
import java.util.List;

/**
 * A completion token of a sequence.
 *
 * @param sequence the sequence
 * @param token its place in the completion
 */
public record TokenPlace(TokenSequence sequence, int token) {

    /**
     * All completion tokens of some sequences, one sequence behind the other.
     *
     * @param sequences in order
     */
    public static List<TokenPlace> all(List<TokenSequence> sequences) {
        List<TokenPlace> places = new ArrayList<>();
        for (TokenSequence sequence : sequences) {
            for (int token = 0; token < sequence.completion().length; token++) {
                places.add(new TokenPlace(sequence, token));
            }
        }
        return places;
    }
}
