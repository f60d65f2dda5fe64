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
 *
 * <p>A name may have blanks and other signs in it, {@code {Correct Answer}}. Braces behind a command of TeX are a field
 * with such a name only in a row that has it: <code>\\boxed{your answer}</code> stays as it is.
 */
final class TextTemplate {

    private static final String PLAIN = "[A-Za-z_][A-Za-z0-9_.-]*";
    private static final String ANY = "[\\p{L}\\p{N}_](?:[^{}|\"\\\\\\r\\n]*[^{}|\"\\\\\\s])?";
    private static final Pattern PIECE = Pattern.compile("\\{\\{|}}|\\{(" + ANY + "(?:\\|" + ANY + ")*\\|?)}");
    private static final Pattern ALL_PLAIN = Pattern.compile(PLAIN + "(?:\\|" + PLAIN + ")*\\|?");
    private static final Pattern COMMAND = Pattern.compile(".*(?:\\\\[A-Za-z]+|[\\^_}])", Pattern.DOTALL);

    private final List<Piece> pieces;

    private TextTemplate(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /** Literal text, or, where there are names, the field of the first of them. */
    private record Piece(String text, List<String> names, boolean optional, boolean perhapsLiteral) {

        static Piece literal(String text) {
            return new Piece(text, List.of(), false, false);
        }

        /** A field, in braces that come after {@code before}. */
        static Piece field(String names, String before) {
            boolean perhapsLiteral = !isPlain(names) && COMMAND.matcher(before).matches();
            return new Piece(names, Arrays.asList(names.split("\\|")), names.endsWith("|"), perhapsLiteral);
        }

        private static boolean isPlain(String names) {
            return ALL_PLAIN.matcher(names).matches();
        }

        boolean isField() {
            return !names.isEmpty();
        }

        String in(DataRow row) throws UnfitRowException {
            for (String name : names) {
                if (row.find(name).isPresent()) {
                    return row.text(name)
                            .orElseThrow(() -> new UnfitRowException("field \"" + name
                                    + "\" is a list or an object, which only a prompt or an answer that is nothing but"
                                    + " this field may be"));
                }
            }
            if (perhapsLiteral) {
                return "{" + text + "}";
            }
            if (optional) {
                return "";
            }
            throw new UnfitRowException("field \"" + text + "\" is missing, got " + row.paths()
                    + (isPlain(text) ? "" : "; braces that are no field are written {{" + text + "}}"));
        }
    }

    static TextTemplate of(String text) {
        List<Piece> pieces = new ArrayList<>();
        Matcher matcher = PIECE.matcher(text);
        int end = 0;
        while (matcher.find()) {
            pieces.add(Piece.literal(text.substring(end, matcher.start())));
            Optional<String> field = Optional.ofNullable(matcher.group(1));
            String before = text.substring(0, matcher.start());
            pieces.add(field.map(names -> Piece.field(names, before))
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
