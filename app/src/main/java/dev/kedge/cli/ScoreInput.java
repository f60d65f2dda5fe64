package dev.kedge.cli;

import dev.kedge.model.DecoderConfig;
import dev.kedge.train.SequenceScorer;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lines {@code {"tokens":[…],"prompt_tokens":n}} that {@code kedge score} reads. */
final class ScoreInput {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ScoreInput() {}

    /**
     * Reads every line that is not blank.
     *
     * @throws IllegalArgumentException naming the file, the line and what is wrong with it
     */
    static List<SequenceScorer.Sequence> read(Path file, DecoderConfig model) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("--input must be a file, got " + file + ", which is not there");
        }
        List<SequenceScorer.Sequence> sequences = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (!line.isBlank()) {
                try {
                    sequences.add(sequence(line, model));
                } catch (JacksonException e) {
                    throw new IllegalArgumentException(
                            file + " line " + number + ": not valid JSON: " + e.getOriginalMessage(), e);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(file + " line " + number + ": " + e.getMessage(), e);
                }
            }
        }
        return sequences;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": is not UTF-8 text", e);
        }
    }

    private static SequenceScorer.Sequence sequence(String line, DecoderConfig model) {
        JsonNode object = JSON.readTree(line);
        JsonNode list = object.path("tokens");
        if (!list.isArray() || list.isEmpty() || list.size() > model.maxPositions()) {
            throw new IllegalArgumentException("tokens must be a list of 1 to " + model.maxPositions()
                    + " token ids, got " + (list.isArray() ? list.size() + " of them" : described(list)));
        }
        int[] tokens = new int[list.size()];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = integer("tokens[" + i + "]", list.get(i), 0, model.vocabularySize() - 1);
        }
        return new SequenceScorer.Sequence(
                tokens, integer("prompt_tokens", object.path("prompt_tokens"), 1, tokens.length));
    }

    private static int integer(String name, JsonNode node, int least, int most) {
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < least || node.intValue() > most) {
            throw new IllegalArgumentException(
                    name + " must be an integer in [" + least + ", " + most + "], got " + described(node));
        }
        return node.intValue();
    }

    private static String described(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }
}
