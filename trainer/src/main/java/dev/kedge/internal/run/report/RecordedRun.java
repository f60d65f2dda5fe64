package dev.kedge.internal.run.report;

import dev.kedge.internal.run.BeforeAfter;
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
 */
record RecordedRun(
        String name,
        List<MetricsLine> lines,
        Optional<String> config,
        Optional<JsonNode> provenance,
        Optional<StepRollouts> firstRollouts,
        Optional<StepRollouts> lastRollouts) {

    /** The rollouts of one step. */
    record StepRollouts(long step, List<RolloutLine> lines) {}

    static RecordedRun read(Path directory) throws IOException {
        RunPaths paths = new RunPaths(directory);
        if (!Files.isRegularFile(paths.metrics())) {
            throw new IllegalArgumentException(
                    "a run must be a run directory, but " + directory + " has no metrics.jsonl");
        }
        List<Path> rollouts = new RolloutLog(paths.rollouts()).files();
        return new RecordedRun(
                directory.toAbsolutePath().normalize().getFileName().toString(),
                MetricsLog.read(paths.metrics()),
                Files.exists(paths.config()) ? Optional.of(Files.readString(paths.config())) : Optional.empty(),
                Files.exists(paths.provenance())
                        ? Optional.of(JsonMapper.shared().readTree(Files.readString(paths.provenance())))
                        : Optional.empty(),
                rollouts.isEmpty() ? Optional.empty() : Optional.of(rolloutsOf(rollouts.get(0))),
                rollouts.size() < 2 ? Optional.empty() : Optional.of(rolloutsOf(rollouts.get(rollouts.size() - 1))));
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

    private static StepRollouts rolloutsOf(Path file) throws IOException {
        return new StepRollouts(RolloutLog.stepOf(file), RolloutLog.read(file));
    }
}
