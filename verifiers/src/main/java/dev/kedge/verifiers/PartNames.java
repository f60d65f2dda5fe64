package dev.kedge.verifiers;

import dev.kedge.api.RewardPart;
import dev.kedge.api.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names of the parts of a program's rewards: those of its first verdict, since advantages and metrics compare the
 * parts of all completions one by one.
 */
final class PartNames {

    private Optional<List<String>> first = Optional.empty();

    /**
     * A verdict with its parts in the order of the first.
     *
     * @param verdict that came to an end
     * @throws IllegalStateException if its parts have other names
     */
    synchronized Verdict inOrder(Verdict verdict) {
        Map<String, RewardPart> parts = new LinkedHashMap<>();
        verdict.parts().forEach(part -> parts.put(part.name(), part));
        if (first.isEmpty()) {
            first = Optional.of(List.copyOf(parts.keySet()));
        }
        List<String> names = first.get();
        List<RewardPart> ordered = names.stream()
                .flatMap(name -> Optional.ofNullable(parts.get(name)).stream())
                .toList();
        if (parts.size() != names.size() || ordered.size() != names.size()) {
            throw new IllegalStateException("the program's parts must have the names of its first answer, " + names
                    + ", got " + parts.keySet());
        }
        return new Verdict(verdict.outcome(), verdict.reward(), verdict.extracted(), verdict.reason(), ordered);
    }
}
