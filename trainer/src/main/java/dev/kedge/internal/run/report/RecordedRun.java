package dev.kedge.internal.run.report;

import dev.kedge.internal.run.BeforeAfter;
import dev.kedge.internal.run.EvaluationLine;
import dev.kedge.internal.run.EvaluationLog;
import dev.kedge.internal.run.MetricsLine;
import dev.kedge.internal.run.MetricsLog;
import dev.kedge.internal.run.Phase;
import dev.kedge.internal.run.RolloutLine;
import dev.kedge.internal.run.RolloutLog;
import dev.kedge.internal.run.RunPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The content of a run directory, read once; the run may still be going.
 *
 * @param name the directory's name
 * @param lines the metrics
 * @param config the resolved configuration
 * @param provenance what the run was made from
 * @param firstRollouts the rollouts of the first recorded step
 * @param lastRollouts the rollouts of the last recorded step, if that is another one
 * @param firstEvaluations the completions of the first evaluation
 * @param lastEvaluations those of the last, if that is another one
 */
record RecordedRun(
        String name,
        List<MetricsLine> lines,
        Optional<String> config,
        Optional<JsonNode> provenance,
        Optional<StepRollouts> firstRollouts,
        Optional<StepRollouts> lastRollouts,
        Optional<StepEvaluations> firstEvaluations,
        Optional<StepEvaluations> lastEvaluations) {

    /** The evaluations after one step. */
    record StepEvaluations(long step, List<EvaluationLine> lines) {}

    /** The rollouts of one step. */
    record StepRollouts(long step, List<RolloutLine> lines) {}

    static RecordedRun read(Path directory) throws IOException {
        RunPaths paths = new RunPaths(directory);
        if (!Files.isRegularFile(paths.metrics())) {
            throw new IllegalArgumentException(
                    "a run must be a run directory, but " + directory + " has no metrics.jsonl");
        }
        List<Path> rollouts = new RolloutLog(paths.rollouts()).files();
        EvaluationLog log = new EvaluationLog(paths.evaluations());
        List<Long> evaluations = log.steps();
        return new RecordedRun(
                directory.toAbsolutePath().normalize().getFileName().toString(),
                MetricsLog.read(paths.metrics()),
                Files.exists(paths.config()) ? Optional.of(Files.readString(paths.config())) : Optional.empty(),
                Files.exists(paths.provenance())
                        ? Optional.of(JsonMapper.shared().readTree(Files.readString(paths.provenance())))
                        : Optional.empty(),
                rollouts.isEmpty() ? Optional.empty() : Optional.of(rolloutsOf(rollouts.get(0))),
                rollouts.size() < 2 ? Optional.empty() : Optional.of(rolloutsOf(rollouts.get(rollouts.size() - 1))),
                evaluations.isEmpty() ? Optional.empty() : Optional.of(evaluationsOf(log, evaluations.get(0))),
                evaluations.size() < 2
                        ? Optional.empty()
                        : Optional.of(evaluationsOf(log, evaluations.get(evaluations.size() - 1))));
    }

    Optional<MetricsLine> summary() {
        return lines.stream().filter(line -> line.phase() == Phase.SUMMARY).findFirst();
    }

    long lastStep() {
        return lines.stream()
                .filter(line -> line.phase() != Phase.WARM_START)
                .mapToLong(MetricsLine::step)
                .max()
                .orElse(0);
    }

    List<BeforeAfter> changes() {
        return BeforeAfter.of(lines);
    }

    private static StepEvaluations evaluationsOf(EvaluationLog log, long step) throws IOException {
        return new StepEvaluations(step, log.read(step, EvaluationLine.class));
    }

    private static StepRollouts rolloutsOf(Path file) throws IOException {
        return new StepRollouts(RolloutLog.stepOf(file), RolloutLog.read(file));
    }
}
