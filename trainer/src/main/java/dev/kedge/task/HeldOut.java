package dev.kedge.task;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The prompts of the files that are held out. */
final class HeldOut {

    private final Map<String, Place> places = new HashMap<>();

    /** A row of a set. */
    private record Place(RowSet rows, long index) {}

    HeldOut(List<RowSet> sets) {
        for (RowSet set : sets) {
            set.texts((index, text) -> places.putIfAbsent(PromptText.normalized(text), new Place(set, index)));
        }
    }

    boolean holds(String text) {
        return places.containsKey(PromptText.normalized(text));
    }

    /** File and row that hold this prompt. */
    Optional<String> place(String text) {
        return Optional.ofNullable(places.get(PromptText.normalized(text)))
                .map(place -> place.rows().place(place.index()));
    }
}
