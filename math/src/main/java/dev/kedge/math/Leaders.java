package dev.kedge.math;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The first answers of groups of the same answers, found by their values: of those with a value only the near ones are
 * looked at, so that many different numbers are not compared each with each.
 */
final class Leaders {

    /**
     * The first answer of a group.
     *
     * @param reading what it says
     * @param place where it stands among all answers
     */
    record Leader(Reading reading, int place) {}

    private final List<Leader> all = new ArrayList<>();
    private final List<Leader> unvalued = new ArrayList<>();
    private final Map<Set<String>, NavigableMap<Double, List<Leader>>> valued = new HashMap<>();

    void add(Reading reading, int place) {
        Leader leader = new Leader(reading, place);
        all.add(leader);
        if (hasValue(reading)) {
            valued.computeIfAbsent(reading.variables(), names -> new TreeMap<>())
                    .computeIfAbsent(reading.value().getAsDouble(), value -> new ArrayList<>())
                    .add(leader);
        } else {
            unvalued.add(leader);
        }
    }

    /** Those that are not {@linkplain Reading#clearlyDifferent clearly different} from an answer, in order. */
    List<Leader> near(Reading answer) {
        if (!hasValue(answer)) {
            return all;
        }
        double value = answer.value().getAsDouble();
        double reach = Reading.reach(value);
        List<Leader> near = new ArrayList<>(unvalued);
        valued.forEach((names, leaders) -> {
            boolean same = names.equals(answer.variables());
            (same ? leaders.subMap(value - reach, true, value + reach, true) : leaders)
                    .values()
                    .forEach(near::addAll);
        });
        near.sort(Comparator.comparingInt(Leader::place));
        return near;
    }

    private static boolean hasValue(Reading reading) {
        return reading.value().isPresent() && Double.isFinite(reading.value().getAsDouble());
    }
}
