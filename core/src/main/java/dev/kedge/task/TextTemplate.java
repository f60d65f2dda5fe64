package dev.kedge.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with fields of a row in it: {@code "{question}\nAnswer: "}.
 *
 * <p>A name in braces stands for the row's field of that name; two opening or two closing braces stand for one; braces
 * around anything else are themselves. What a field contains is never looked at again.
 */
final class TextTemplate {

    private static final Pattern PIECE = Pattern.compile("\\{\\{|}}|\\{([A-Za-z_][A-Za-z0-9_.-]*)}");

    private final List<Piece> pieces;

    private TextTemplate(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    private record Piece(String text, boolean isField) {}

    static TextTemplate of(String text) {
        List<Piece> pieces = new ArrayList<>();
        Matcher matcher = PIECE.matcher(text);
        int end = 0;
        while (matcher.find()) {
            pieces.add(new Piece(text.substring(end, matcher.start()), false));
            Optional<String> field = Optional.ofNullable(matcher.group(1));
            pieces.add(new Piece(field.orElse(matcher.group().substring(1)), field.isPresent()));
            end = matcher.end();
        }
        pieces.add(new Piece(text.substring(end), false));
        return new TextTemplate(pieces);
    }

    /**
     * The names of the fields in it.
     *
     * @return names in the order they stand, perhaps repeated
     */
    List<String> fields() {
        return pieces.stream().filter(Piece::isField).map(Piece::text).toList();
    }

    /**
     * The name of the field that is the whole of it.
     *
     * @return {@code prompt} for {@code "{prompt}"}; empty if there is anything besides
     */
    Optional<String> onlyField() {
        List<Piece> filled = pieces.stream()
                .filter(piece -> piece.isField() || !piece.text().isEmpty())
                .toList();
        return filled.size() == 1
                ? filled.stream().filter(Piece::isField).map(Piece::text).findFirst()
                : Optional.empty();
    }

    /**
     * The text for one row.
     *
     * @param row fields by name
     * @return the text with every field put in
     * @throws UnfitRowException if the row lacks one
     */
    String fill(Map<String, String> row) throws UnfitRowException {
        StringBuilder filled = new StringBuilder();
        for (Piece piece : pieces) {
            String text = piece.isField() ? row.get(piece.text()) : piece.text();
            if (text == null) {
                throw new UnfitRowException("field \"" + piece.text() + "\" is missing, got " + row.keySet());
            }
            filled.append(text);
        }
        return filled.toString();
    }
}
