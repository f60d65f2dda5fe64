package dev.kedge.task;

import dev.kedge.task.data.DataRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with fields of a row in it: {@code "{question}\nAnswer: "}.
 *
 * <p>A name in braces stands for the row's field of that name, or, with dots in it, for one within another:
 * {@code {extra_info.index}}. Of several names with a bar between them, {@code {problem|question}}, the first that the
 * row has counts; a bar at the end means that the row need have none. Two opening or two closing braces stand for one;
 * braces around anything else are themselves. What a field contains is never looked at again.
 */
final class TextTemplate {

    private static final String NAME = "[A-Za-z_][A-Za-z0-9_.-]*";
    private static final Pattern PIECE = Pattern.compile("\\{\\{|}}|\\{(" + NAME + "(?:\\|" + NAME + ")*\\|?)}");

    private final List<Piece> pieces;

    private TextTemplate(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /** Literal text, or, where there are names, the field of the first of them. */
    private record Piece(String text, List<String> names, boolean optional) {

        static Piece literal(String text) {
            return new Piece(text, List.of(), false);
        }

        static Piece field(String names) {
            return new Piece(names, Arrays.asList(names.split("\\|")), names.endsWith("|"));
        }

        boolean isField() {
            return !names.isEmpty();
        }

        String in(DataRow row) throws UnfitRowException {
            for (String name : names) {
                if (row.find(name).isPresent()) {
                    return row.text(name)
                            .orElseThrow(() -> new UnfitRowException("field \"" + name
                                    + "\" is a list or an object, which only a prompt that is nothing but this field may"
                                    + " be"));
                }
            }
            if (optional) {
                return "";
            }
            throw new UnfitRowException(
                    "field \"" + text + "\" is missing, got " + row.texts().keySet());
        }
    }

    static TextTemplate of(String text) {
        List<Piece> pieces = new ArrayList<>();
        Matcher matcher = PIECE.matcher(text);
        int end = 0;
        while (matcher.find()) {
            pieces.add(Piece.literal(text.substring(end, matcher.start())));
            Optional<String> field = Optional.ofNullable(matcher.group(1));
            pieces.add(field.map(Piece::field)
                    .orElseGet(() -> Piece.literal(matcher.group().substring(1))));
            end = matcher.end();
        }
        pieces.add(Piece.literal(text.substring(end)));
        return new TextTemplate(pieces);
    }

    /**
     * The names of the fields in it.
     *
     * @return names in the order they stand, perhaps repeated
     */
    List<String> fields() {
        return pieces.stream().flatMap(piece -> piece.names().stream()).toList();
    }

    /**
     * The field that is the whole of it.
     *
     * @param row of several names, the first that this row has
     * @return {@code prompt} for {@code "{prompt}"}; empty if there is anything besides
     */
    Optional<String> onlyField(DataRow row) {
        List<Piece> filled = pieces.stream()
                .filter(piece -> piece.isField() || !piece.text().isEmpty())
                .toList();
        return filled.size() == 1
                ? filled.get(0).names().stream()
                        .filter(name -> row.find(name).isPresent())
                        .findFirst()
                : Optional.empty();
    }

    /**
     * The text for one row.
     *
     * @param row the row
     * @return the text with every field put in
     * @throws UnfitRowException if the row lacks one
     */
    String fill(DataRow row) throws UnfitRowException {
        StringBuilder filled = new StringBuilder();
        for (Piece piece : pieces) {
            filled.append(piece.isField() ? piece.in(row) : piece.text());
        }
        return filled.toString();
    }
}
