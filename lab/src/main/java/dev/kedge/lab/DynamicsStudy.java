package dev.kedge.lab;

import dev.kedge.lab.Outcome.Measure;
import dev.kedge.lab.Study.Table;
import dev.kedge.lab.internal.chart.Figure;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The study of what conditions do to a softmax policy that is followed exactly: where the mass goes, entropy, exact KL.
 * Everything is compared at matched budgets, so that the shape of an interval is not mistaken for its size.
 */
public final class DynamicsStudy {

    private DynamicsStudy() {}

    /**
     * Runs every comparison.
     *
     * @return figures, tables and numbers
     */
    public static Study run() {
        Bench bench = new Bench();
        ObjectNode numbers = JsonMapper.shared().createObjectNode();
        numbers.putObject("settings")
                .put("actions", Problem.ACTIONS)
                .put("seeds", Trials.SEEDS)
                .put("rounds", Trials.ROUNDS)
                .put("inner_steps", Trials.INNER_STEPS)
                .put("learning_rate", Trials.LEARNING_RATE);
        List<Figure> figures = List.of(
                OneTokenPart.figure(numbers),
                CoursesPart.courses(bench),
                CoursesPart.differences(bench),
                CoursesPart.sizes(bench));
        List<Table> tables = new ArrayList<>();
        tables.add(OneTokenPart.table(numbers));
        tables.add(
                ComparisonPart.paired(bench, numbers, Measure.MODE_MASS, "Mass of the action likeliest at the start"));
        tables.add(ComparisonPart.paired(
                bench, numbers, Measure.UNLIKELY_RIGHT_MASS, "Mass of right actions that were unlikely at the start"));
        tables.add(ComparisonPart.paired(bench, numbers, Measure.ENTROPY, "Entropy at the end, nats"));
        tables.add(ComparisonPart.equalKl(bench, numbers));
        tables.addAll(ComparisonPart.outcomes(bench, numbers));
        return new Study("dynamics", Drawing.of(figures), tables, numbers);
    }
}
