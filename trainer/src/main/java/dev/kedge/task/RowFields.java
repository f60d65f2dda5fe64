package dev.kedge.task;

import java.util.Optional;

/**
 * The fields of a row that a prompt is made of, by name in braces.
 *
 * @param prompt the text that the policy is given
 * @param answer the text that the reference answer is found in
 * @param marker what the answer stands after in that text; absent: it is the whole text
 * @param markerRequired whether a row without the marker is refused
 * @param solution the demonstration; absent: there is none
 */
record RowFields(
        String prompt, String answer, Optional<String> marker, boolean markerRequired, Optional<String> solution) {

    /** Those of a format, each replaced by what is given for it. */
    static RowFields of(
            DataFormat format,
            Optional<String> prompt,
            Optional<String> answer,
            Optional<String> answerMarker,
            Optional<String> solution) {
        Optional<String> ofFormat = answer.isPresent() ? Optional.empty() : format.marker();
        Optional<String> marker = answerMarker.or(() -> ofFormat);
        return new RowFields(
                prompt.orElse(format.prompt()),
                answer.orElse(format.answer()),
                marker,
                answerMarker.isPresent() || !marker.equals(Optional.of(AnswerMarker.BOXED)),
                solution.or(format::solution));
    }
}
