package dev.kedge.task;

import dev.kedge.api.Conversation;
import dev.kedge.api.Prompt;
import dev.kedge.task.data.DataRow;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The way from rows to prompts and demonstrations. */
final class RowMapping {

    private static final String TOOLS = "tools";

    private final TextTemplate prompt;
    private final TextTemplate answer;
    private final Optional<AnswerMarker> marker;
    private final boolean markerRequired;
    private final TextTemplate solution;
    private final Set<String> texts = new HashSet<>(); // long ones, which no verifier looks for

    RowMapping(RowFields fields) {
        prompt = TextTemplate.of(fields.prompt());
        answer = TextTemplate.of(fields.answer());
        marker = fields.marker().map(AnswerMarker::new);
        markerRequired = fields.markerRequired();
        solution = TextTemplate.of(fields.solution().orElse(""));
        texts.addAll(prompt.fields());
        texts.addAll(solution.fields());
    }

    /** The columns that the text of a prompt is made of. */
    List<String> promptColumns() {
        return prompt.fields().stream()
                .flatMap(path -> List.of(path, path.replaceFirst("\\..*", "")).stream())
                .toList();
    }

    /** The text that a prompt is told from others by. */
    String text(Path file, DataRow row) {
        try {
            Optional<Conversation> conversation = conversation(row);
            return conversation.isPresent() ? conversation.get().text() : prompt.fill(row);
        } catch (UnfitRowException unfit) {
            throw located(file, row, unfit);
        }
    }

    /**
     * The demonstration of a row.
     *
     * @param file its file, for errors
     * @param name what stands for the file in the prompt's id
     * @param withSolution whether the row is to have a solution; else the completion is empty
     */
    Demonstration demonstration(Path file, String name, DataRow row, boolean withSolution) {
        try {
            Map<String, String> others = new LinkedHashMap<>(row.texts());
            others.keySet().removeAll(texts);
            if (marker.isEmpty()) {
                answer.onlyField(row)
                        .flatMap(row::listOfTexts)
                        .ifPresent(list -> others.put(Prompt.RIGHT_ANSWERS, list));
            }
            row.valuesThatAreNoTexts(texts).ifPresent(values -> others.put(Prompt.JSON_VALUES, values));
            Optional<Conversation> conversation = conversation(row);
            String text = conversation.isPresent() ? conversation.get().text() : prompt.fill(row);
            Prompt made = new Prompt(name + ":" + row.number(), text, answer(row), others, conversation);
            return new Demonstration(made, withSolution ? solution.fill(row) : "");
        } catch (UnfitRowException unfit) {
            throw located(file, row, unfit);
        }
    }

    private static IllegalArgumentException located(Path file, DataRow row, UnfitRowException unfit) {
        return new IllegalArgumentException(file + ":" + row.number() + ": " + unfit.getMessage(), unfit);
    }

    /** A prompt that is nothing but one field may be a list of messages; a list named {@code tools} goes with it. */
    private Optional<Conversation> conversation(DataRow row) throws UnfitRowException {
        Optional<String> field = prompt.onlyField(row);
        Optional<List<Object>> messages = field.flatMap(row::list);
        if (messages.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Conversation.of(messages.get(), row.list(TOOLS).orElse(List.of())));
        } catch (IllegalArgumentException unfit) {
            throw new UnfitRowException("field \"" + field.get() + "\": " + unfit.getMessage());
        }
    }

    private String answer(DataRow row) throws UnfitRowException {
        String filled = answerText(row);
        if (marker.isEmpty()) {
            return filled.strip();
        }
        Optional<String> marked = marker.get().after(filled);
        if (marked.isEmpty() && markerRequired) {
            throw new UnfitRowException("the answer must contain \"" + marker.get() + "\"");
        }
        return marked.orElse(filled.strip());
    }

    /** An answer that is nothing but one field may be a list or an object, such as the tests of a program, as JSON. */
    private String answerText(DataRow row) throws UnfitRowException {
        Optional<String> field = answer.onlyField(row);
        Optional<String> json = field.filter(name -> row.text(name).isEmpty()).flatMap(row::json);
        if (json.equals(Optional.of("[]"))) {
            throw new UnfitRowException(
                    "field \"" + field.orElse("") + "\" is an empty list, and there must be an answer");
        }
        return json.isPresent() ? json.get() : answer.fill(row);
    }
}
