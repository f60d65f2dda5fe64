package dev.kedge.internal.run.report;

import dev.kedge.internal.run.MetricsLine;
import dev.kedge.internal.run.Phase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The numbers behind the curves, as {@code report.js} reads them: per run and part of the run the steps, and per metric
 * one value per step or null. Long runs are thinned, and values are rounded to float32, which a screen cannot tell.
 */
final class CurveData {

    /** More points than a curve has pixels. */
    static final int MAX_STEPS = 2000;

    private CurveData() {}

    static String of(List<RecordedRun> runs) {
        ObjectNode data = JsonMapper.shared().createObjectNode();
        ArrayNode all = data.putArray("runs");
        for (RecordedRun run : runs) {
            ObjectNode object = all.addObject();
            object.put("name", run.name());
            part(object.putObject("warm_start"), run, phase -> phase == Phase.WARM_START);
            part(object.putObject("train"), run, phase -> phase == Phase.TRAIN || phase == Phase.EVALUATION);
        }
        return data.toString();
    }

    /** How many steps lie between two drawn ones: 1 unless the run is long. */
    static int stride(int steps) {
        return (steps + MAX_STEPS - 1) / MAX_STEPS;
    }

    private static void part(ObjectNode part, RecordedRun run, Predicate<Phase> belongs) {
        SortedMap<Long, Map<String, Double>> bySteps = new TreeMap<>();
        for (MetricsLine line : run.lines()) {
            if (belongs.test(line.phase())) {
                bySteps.computeIfAbsent(line.step(), step -> new HashMap<>()).putAll(line.values());
            }
        }
        SortedMap<Long, Map<String, Double>> drawn = thinned(bySteps);
        drawn.keySet().forEach(part.putArray("steps")::add);
        ObjectNode values = part.putObject("values");
        TreeSet<String> names = new TreeSet<>();
        bySteps.values().forEach(line -> names.addAll(line.keySet()));
        for (String name : names) {
            ArrayNode column = values.putArray(name);
            for (Map<String, Double> line : drawn.values()) {
                double value = line.getOrDefault(name, Double.NaN);
                if (Double.isFinite(value)) {
                    column.add((float) value);
                } else {
                    column.addNull();
                }
            }
        }
    }

    /** Every so manyth step, the last one, and all at which the policy was evaluated. */
    private static SortedMap<Long, Map<String, Double>> thinned(SortedMap<Long, Map<String, Double>> bySteps) {
        int stride = stride(bySteps.size());
        SortedMap<Long, Map<String, Double>> kept = new TreeMap<>();
        int index = 0;
        for (Map.Entry<Long, Map<String, Double>> line : bySteps.entrySet()) {
            boolean evaluated = line.getValue().keySet().stream().anyMatch(name -> name.startsWith("eval/"));
            if (index % stride == 0 || index == bySteps.size() - 1 || evaluated) {
                kept.put(line.getKey(), line.getValue());
            }
            index++;
        }
        return kept;
    }
}
