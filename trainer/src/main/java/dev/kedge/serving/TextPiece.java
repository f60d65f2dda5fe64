package dev.kedge.serving;

import dev.kedge.sampling.FinishReason;
import dev.kedge.sampling.NextToken;
import java.util.List;
import java.util.Optional;

/**
 * A piece of one completion's text.
 *
 * @param index which completion of the request: {@code prompt · completions + i}
 * @param text what follows the pieces before; may be empty at the end
 * @param tokens the tokens since the last piece. Those of a stop string, and an end token, are among them and not in
 *     the text
 * @param end why this piece is the last of its completion, if it is
 */
public record TextPiece(int index, String text, List<NextToken> tokens, Optional<FinishReason> end) {}
