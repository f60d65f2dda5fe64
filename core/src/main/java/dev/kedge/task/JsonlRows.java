package dev.kedge.task;

import dev.kedge.rollout.Conversation;
import dev.kedge.rollout.Prompt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes prompts and demonstrations of the rows of JSONL files. */
final class JsonlRows {

    private static final String TOOLS = "tools";

    private final JsonlTask.Config config;
    private final TextTemplate prompt;
    private final TextTemplate answer;
    private final TextTemplate solution;
    private final Set<String> used = new HashSet<>();

    JsonlRows(JsonlTask.Config config) {
        this.config = config;
        prompt = TextTemplate.of(config.prompt());
        answer = TextTemplate.of(config.answer());
        solution = TextTemplate.of(config.solution().orElse(""));
        used.addAll(prompt.fields());
        used.addAll(answer.fields());
        used.addAll(solution.fields());
    }

    /**
     * Reads files.
     *
     * @param paths the files
     * @param files where to add what was read
     * @return one demonstration per row, its completion empty if the task has no solutions
     * @throws IllegalArgumentException if a line is broken or lacks a field; the message begins with file and line
     * @throws IOException if a file cannot be read
     */
    List<Demonstration> read(List<Path> paths, List<DataFile> files) throws IOException {
        List<Demonstration> rows = new ArrayList<>();
        for (Path path : paths) {
            JsonlFile file = JsonlFile.read(path, config.limit().orElse(Integer.MAX_VALUE));
            files.add(file.file());
            for (JsonlFile.Row row : file.rows()) {
                rows.add(demonstration(path, row));
            }
        }
        return rows;
    }

    private Demonstration demonstration(Path path, JsonlFile.Row row) {
        try {
            Map<String, String> others = new HashMap<>(row.fields());
            others.keySet().removeAll(used);
            refuseListsInText(row);
            String id = path.getFileName() + ":" + row.line();
            Optional<Conversation> conversation = conversation(row);
            String text = conversation.isPresent() ? conversation.get().text() : prompt.fill(row.fields());
            return new Demonstration(
                    new Prompt(id, text, answer(row), others, conversation), solution.fill(row.fields()));
        } catch (UnfitRowException unfit) {
            throw new IllegalArgumentException(path + ":" + row.line() + ": " + unfit.getMessage(), unfit);
        }
    }

    private void refuseListsInText(JsonlFile.Row row) throws UnfitRowException {
        for (String field : used) {
            boolean isPrompt = prompt.onlyField().equals(Optional.of(field));
            if (row.lists().containsKey(field) && !isPrompt) {
                throw new UnfitRowException(
                        "field \"" + field + "\" is a list, which only a prompt that is nothing but this field may be");
            }
        }
    }

    /** A prompt that is nothing but one field may be a list of messages; a list named {@code tools} goes with it. */
    private Optional<Conversation> conversation(JsonlFile.Row row) throws UnfitRowException {
        Optional<List<Object>> messages = prompt.onlyField()
                .flatMap(field -> Optional.ofNullable(row.lists().get(field)));
        if (messages.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Conversation.of(messages.get(), row.lists().getOrDefault(TOOLS, List.of())));
        } catch (IllegalArgumentException unfit) {
            throw new UnfitRowException("field \"" + prompt.onlyField().orElseThrow() + "\": " + unfit.getMessage());
        }
    }

    private String answer(JsonlFile.Row row) throws UnfitRowException {
        String filled = answer.fill(row.fields());
        if (config.answerMarker().isEmpty()) {
            return filled.strip();
        }
        String marker = config.answerMarker().get();
        int at = filled.lastIndexOf(marker);
        if (at < 0) {
            throw new UnfitRowException("the answer must contain \"" + marker + "\"");
        }
        return filled.substring(at + marker.length()).strip();
    }
}
