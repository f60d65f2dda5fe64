package dev.kedge.cli;

import dev.kedge.api.Conversation;
import dev.kedge.api.Prompt;
import dev.kedge.task.data.DataRow;
import dev.kedge.task.data.RowValue;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The lines {@code {"id":…,"gold":…,"pred":…}} that {@code kedge verify} reads; other fields of a line go to the
 * verifier, and {@code prompt}, a text or a list of messages, is the question. Numbers are the text that is written.
 */
final class VerifyInput {

    /** What is no field of the verifier's. */
    private static final Set<String> OWN = Set.of("id", "gold", "pred", "prompt");

    private VerifyInput() {}

    /**
     * One answer to judge.
     *
     * @param id as in the input, a text or a number; the line's number if there is none
     * @param prompt with the reference
     * @param answer what is judged
     */
    record Row(Object id, Prompt prompt, String answer) {}

    /**
     * Reads every line that is not blank.
     *
     * @throws IllegalArgumentException naming the file, the line and what is wrong with it
     */
    static List<Row> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("--input must be a file, got " + file + ", which is not there");
        }
        List<Row> rows = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (!line.isBlank()) {
                try {
                    rows.add(row(DataRow.parsed(line), number));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(file + " line " + number + ": " + e.getMessage(), e);
                }
            }
        }
        return rows;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": is not UTF-8 text", e);
        }
    }

    private static Row row(RowValue value, int line) {
        if (!(value instanceof RowValue.Fields object)) {
            throw new IllegalArgumentException("must be a JSON object with gold and pred, got "
                    + value.kind().toUpperCase(Locale.ROOT));
        }
        Map<String, String> fields = new HashMap<>();
        object.byName().forEach((key, field) -> text(field).ifPresent(text -> fields.put(key, text)));
        DataRow row = new DataRow(line, object);
        row.valuesThatAreNoTexts(OWN).ifPresent(values -> fields.put(Prompt.JSON_VALUES, values));
        Object name = row.find("id").flatMap(VerifyInput::id).orElseGet(() -> String.valueOf(line));
        Optional<Conversation> conversation = row.list("prompt").map(messages -> Conversation.of(messages, List.of()));
        String question = conversation
                .map(Conversation::text)
                .orElseGet(() -> row.text("prompt").orElse(""));
        Prompt prompt = new Prompt(name.toString(), question, text(row, "gold"), fields, conversation);
        return new Row(name, prompt, text(row, "pred"));
    }

    private static Optional<Object> id(RowValue value) {
        if (value instanceof RowValue.Numeral && value.plain() instanceof Number number && isLong(number)) {
            return Optional.of(number.longValue());
        }
        return value.scalar().map(text -> text);
    }

    private static boolean isLong(Number number) {
        return number instanceof Integer || number instanceof Long;
    }

    private static Optional<String> text(RowValue value) {
        return value instanceof RowValue.Text || value instanceof RowValue.Numeral ? value.scalar() : Optional.empty();
    }

    private static String text(DataRow row, String field) {
        return row.find(field)
                .flatMap(VerifyInput::text)
                .orElseThrow(() -> new IllegalArgumentException(field + " must be a text or a number, got "
                        + row.json(field).orElse("nothing")));
    }
}
