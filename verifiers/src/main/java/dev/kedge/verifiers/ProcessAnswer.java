package dev.kedge.verifiers;

import dev.kedge.api.Outcome;
import dev.kedge.api.RewardPart;
import dev.kedge.api.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The line of JSON that a program answers with. What is {@code null} in it counts as absent. */
final class ProcessAnswer {

    private static final int MAX_SHOWN = 80;
    private static final double ROUNDING = 1e-6;

    private final JsonNode answer;

    private ProcessAnswer(JsonNode answer) {
        this.answer = answer;
    }

    /**
     * Reads a line.
     *
     * @param line what the program wrote
     * @param id of the question
     * @throws IllegalStateException if it is no JSON object with that id, so that the program is out of step
     */
    static ProcessAnswer read(String line, long id) {
        JsonNode answer;
        try {
            answer = JsonText.read(line);
        } catch (JacksonException | IllegalArgumentException malformed) {
            throw new IllegalStateException(
                    "the program must answer with one JSON object in a line, and write all else to standard error, got "
                            + shown(line),
                    malformed);
        }
        JsonNode given = answer.path("id");
        if (!given.isIntegralNumber() || !given.canConvertToLong() || given.longValue() != id) {
            throw new IllegalStateException(
                    "the program must answer with the id of the question, " + id + ", got " + shown(line));
        }
        return new ProcessAnswer(answer);
    }

    /**
     * What it says.
     *
     * @return the verdict; an {@link Outcome#ERROR} where the sample is to be left out
     * @throws IllegalStateException if a value is not what the protocol has in its place
     */
    Verdict verdict() {
        String reason = text("reason");
        if (truth("leave_out").orElse(false)) {
            return new Verdict(Outcome.ERROR, 0, "", reason.isEmpty() ? "left out" : "left out: " + reason);
        }
        List<RewardPart> parts = parts();
        Optional<Boolean> correct = truth("correct");
        double reward = value("reward").map(given -> number("reward", given)).orElseGet(() -> sum(parts, correct));
        double sum = sum(parts);
        if (!parts.isEmpty() && Math.abs(reward - sum) > ROUNDING * Math.max(1, Math.abs(reward))) {
            throw new IllegalStateException(
                    "the program's parts must add up to its reward, " + reward + ", got " + sum);
        }
        Outcome outcome = correct.orElse(reward > 0) ? Outcome.CORRECT : Outcome.WRONG;
        return new Verdict(outcome, reward, text("extracted"), reason, parts);
    }

    private double sum(List<RewardPart> parts, Optional<Boolean> correct) {
        if (parts.isEmpty() && correct.isEmpty()) {
            throw new IllegalStateException("the program must answer with correct, reward, parts or leave_out, got "
                    + shown(answer.toString()));
        }
        return parts.isEmpty() ? (correct.get() ? 1 : 0) : sum(parts);
    }

    private static double sum(List<RewardPart> parts) {
        return parts.stream().mapToDouble(RewardPart::reward).sum();
    }

    private List<RewardPart> parts() {
        Optional<JsonNode> given = value("parts");
        if (given.isEmpty()) {
            return List.of();
        }
        if (!given.get().isObject()) {
            throw wrong("parts", "an object of numbers", given.get());
        }
        List<RewardPart> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> part : given.get().properties()) {
            parts.add(new RewardPart(part.getKey(), number("parts." + part.getKey(), part.getValue()), 1));
        }
        return parts;
    }

    private String text(String name) {
        return value(name)
                .map(given -> {
                    if (!given.isString()) {
                        throw wrong(name, "a text", given);
                    }
                    return given.stringValue();
                })
                .orElse("");
    }

    private Optional<Boolean> truth(String name) {
        return value(name).map(given -> {
            if (!given.isBoolean()) {
                throw wrong(name, "true or false", given);
            }
            return given.booleanValue();
        });
    }

    private static double number(String name, JsonNode given) {
        double number = given.isNumber() ? given.asDouble() : Double.NaN;
        if (!Double.isFinite(number)) {
            throw wrong(name, "a finite number", given);
        }
        return number;
    }

    private Optional<JsonNode> value(String name) {
        return Optional.of(answer.path(name)).filter(value -> !value.isMissingNode() && !value.isNull());
    }

    private static IllegalStateException wrong(String name, String allowed, JsonNode given) {
        return new IllegalStateException(
                "the program's " + name + " must be " + allowed + ", got " + shown(given.toString()));
    }

    private static String shown(String line) {
        String text = line.isEmpty() ? "an empty line" : line;
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }
}
