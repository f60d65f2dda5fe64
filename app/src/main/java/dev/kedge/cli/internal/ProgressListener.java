package dev.kedge.cli.internal;

import dev.kedge.evaluation.Evaluation;
import dev.kedge.train.event.TrainingEvent;
import dev.kedge.train.event.TrainingListener;
import java.util.Locale;
import java.util.Map;

/** The progress display of a run, driven by the run's events. */
public final class ProgressListener implements TrainingListener {

    private final Progress progress;

    /**
     * Shows a run.
     *
     * @param progress where; the caller closes it
     */
    public ProgressListener(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void phase(TrainingEvent.PhaseBegun phase) {
        String title = switch (phase.phase()) {
            case WARM_START -> "warm start";
            case REINFORCEMENT -> "reinforcement learning";
        };
        progress.phase(title, phase.total());
    }

    @Override
    public void warmStart(TrainingEvent.WarmStartUpdate update) {
        progress.advance(update.update(), note(update.metrics(), "warm_start/loss", "loss"));
    }

    @Override
    public void step(TrainingEvent.Step step) {
        Map<String, Double> values = step.metrics();
        String note = note(values, "rollout/reward_mean", "reward") + "  " + note(values, "update/entropy", "entropy")
                + "  " + note(values, "update/clip_fraction", "clipped") + "  " + note(values, "update/kl3", "kl3");
        progress.advance(step.step(), note);
    }

    @Override
    public void evaluation(TrainingEvent.Evaluated evaluated) {
        evaluated.sets().forEach((name, evaluation) -> progress.line(line(evaluated.step(), name, evaluation)));
    }

    private static String line(long step, String name, Evaluation evaluation) {
        return String.format(
                Locale.ROOT,
                "%s after step %d: greedy %.3f, sampled %.3f",
                name.isEmpty() ? "held-out accuracy" : name,
                step,
                evaluation.greedy().accuracy().mean(),
                evaluation.sampled().accuracy().mean());
    }

    @Override
    public void warning(TrainingEvent.Warning warning) {
        progress.line("warning: " + warning.text());
    }

    private static String note(Map<String, Double> values, String metric, String label) {
        return values.containsKey(metric) ? String.format(Locale.ROOT, "%s %.4f", label, values.get(metric)) : "";
    }
}
