package dev.kedge.internal.run;

import java.nio.file.Path;

/**
 * The paths within a run directory; a contract that scripts rely on.
 *
 * @param root the run directory, usually {@code runs/<name>}
 */
public record RunPaths(Path root) {

    /**
     * The resolved configuration.
     *
     * @return {@code config.yaml}
     */
    public Path config() {
        return root.resolve("config.yaml");
    }

    /**
     * What the run was made from; see Provenance.
     *
     * @return {@code provenance.json}
     */
    public Path provenance() {
        return root.resolve("provenance.json");
    }

    /**
     * One JSON object per line; see {@link MetricsLog}.
     *
     * @return {@code metrics.jsonl}
     */
    public Path metrics() {
        return root.resolve("metrics.jsonl");
    }

    /**
     * What was sampled; see {@link RolloutLog}.
     *
     * @return {@code rollouts/}
     */
    public Path rollouts() {
        return root.resolve("rollouts");
    }

    /**
     * What was written and judged in evaluations; see {@link EvaluationLog}.
     *
     * @return {@code evaluations/}
     */
    public Path evaluations() {
        return root.resolve("evaluations");
    }

    /**
     * Model directories with trainer state; see {@link Checkpoints}.
     *
     * @return {@code checkpoints/}
     */
    public Path checkpoints() {
        return root.resolve("checkpoints");
    }

    /**
     * The report for a person; see Report.
     *
     * @return {@code report.html}
     */
    public Path report() {
        return root.resolve("report.html");
    }

    /**
     * The file that a running process holds locked.
     *
     * @return {@code .lock}
     */
    Path lock() {
        return root.resolve(".lock");
    }
}
