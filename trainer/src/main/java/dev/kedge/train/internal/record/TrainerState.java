package dev.kedge.train.internal.record;

import dev.kedge.model.Decoder;
import dev.kedge.model.hub.TensorFile;
import dev.kedge.optim.AdamW;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The state that a run needs besides its recipe to go on exactly where it was: float32 weights, the optimizer's
 * moments, and the numbers measured before the first step. Random streams are functions of the seed and the step and
 * need no state.
 *
 * @param step steps of this phase that are done
 * @param optimizerUpdates updates the optimizer has made
 * @param start what the evaluation before the first step measured; empty within the warm start
 * @param latest what the newest evaluation measured
 * @param learned what the advantages have learned from the steps so far, by name
 * @param secondsSpent time that the run has taken so far, in all its processes
 */
public record TrainerState(
        long step,
        long optimizerUpdates,
        SortedMap<String, Double> start,
        SortedMap<String, Double> latest,
        SortedMap<String, Double> learned,
        double secondsSpent) {

    private static final String NUMBERS = "trainer_state.json";
    private static final String TENSORS = "trainer_state.safetensors";
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Nothing done yet. */
    public static TrainerState initial() {
        return new TrainerState(0, 0, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), 0);
    }

    /** After another evaluation. */
    public TrainerState evaluated(SortedMap<String, Double> values) {
        SortedMap<String, Double> newest = new TreeMap<>(latest);
        newest.putAll(values);
        return new TrainerState(
                step, optimizerUpdates, start.isEmpty() ? values : start, newest, learned, secondsSpent);
    }

    /** After more steps. */
    public TrainerState at(long stepsDone, long updates, SortedMap<String, Double> learnedSoFar, double seconds) {
        return new TrainerState(stepsDone, updates, start, latest, learnedSoFar, seconds);
    }

    /** The newest evaluation, and the first with {@code _start} behind its names. */
    public SortedMap<String, Double> summary() {
        SortedMap<String, Double> summary = new TreeMap<>(latest);
        start.forEach((name, value) -> summary.put(name + "_start", value));
        return summary;
    }

    /** Writes the state beside the model files of a checkpoint. */
    public void write(Path directory, Decoder decoder, AdamW optimizer) throws IOException {
        TensorFile.write(directory.resolve(TENSORS), tensors(decoder, optimizer));
        ObjectNode numbers = JSON.createObjectNode();
        numbers.put("step", step);
        numbers.put("optimizer_updates", optimizerUpdates);
        numbers.put("seconds_spent", secondsSpent);
        put(numbers.putObject("start"), start);
        put(numbers.putObject("latest"), latest);
        put(numbers.putObject("learned"), learned);
        Files.writeString(
                directory.resolve(NUMBERS),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(numbers) + "\n");
    }

    /** Reads the numbers of a checkpoint. */
    public static TrainerState read(Path directory) throws IOException {
        JsonNode numbers = JSON.readTree(Files.readString(directory.resolve(NUMBERS)));
        return new TrainerState(
                numbers.get("step").asLong(),
                numbers.get("optimizer_updates").asLong(),
                numbers(numbers.get("start")),
                numbers(numbers.get("latest")),
                numbers(numbers.path("learned")),
                numbers.get("seconds_spent").asDouble());
    }

    /** Puts the weights and moments of a checkpoint in place. */
    public void restore(Path directory, Decoder decoder, AdamW optimizer) {
        TensorFile.readInto(directory.resolve(TENSORS), tensors(decoder, optimizer));
        decoder.trained().refresh();
        optimizer.resumeAt(optimizerUpdates);
    }

    private static void put(ObjectNode target, SortedMap<String, Double> values) {
        values.forEach(target::put);
    }

    private static SortedMap<String, Double> numbers(JsonNode node) {
        SortedMap<String, Double> values = new TreeMap<>();
        node.forEachEntry((name, value) -> values.put(name, value.asDouble()));
        return values;
    }

    private static SortedMap<String, Tensor> tensors(Decoder decoder, AdamW optimizer) {
        return new TreeMap<>(Map.of(
                "weights", decoder.trained().master(),
                "first_moment", optimizer.firstMoment(),
                "second_moment", optimizer.secondMoment()));
    }
}
