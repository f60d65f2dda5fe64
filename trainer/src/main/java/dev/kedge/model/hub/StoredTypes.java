package dev.kedge.model.hub;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * In which element type each weight of a model directory is stored, so that a model is written as it was read.
 *
 * @param usual of most elements, which config.json names
 * @param others weights of another type, by name
 */
public record StoredTypes(StorageType usual, SortedMap<String, StorageType> others) {

    /** Takes a copy. */
    public StoredTypes {
        others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
    }

    /**
     * One type for every weight.
     *
     * @param type the type
     * @return no exceptions
     */
    public static StoredTypes all(StorageType type) {
        return new StoredTypes(type, new TreeMap<>());
    }

    /** Of stored weights; those of no storage type do not count. */
    static StoredTypes of(Map<String, StoredTensor> tensors) {
        Map<StorageType, Long> elements = new EnumMap<>(StorageType.class);
        SortedMap<String, StorageType> types = new TreeMap<>();
        tensors.forEach((name, tensor) -> {
            storage(tensor.type()).ifPresent(type -> {
                types.put(name, type);
                elements.merge(type, tensor.elements(), Long::sum);
            });
        });
        StorageType usual = elements.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(StorageType.FLOAT32);
        types.values().removeIf(usual::equals);
        return new StoredTypes(usual, types);
    }

    /**
     * The type of one weight.
     *
     * @param name of the weight
     * @return its own type, or the usual one
     */
    public StorageType of(String name) {
        return others.getOrDefault(name, usual);
    }

    /** The same, but weights for which this holds are of the usual type. */
    StoredTypes usualWhere(Predicate<String> holds) {
        SortedMap<String, StorageType> remaining = new TreeMap<>(others);
        remaining.keySet().removeIf(holds);
        return new StoredTypes(usual, remaining);
    }

    private static Optional<StorageType> storage(ElementType type) {
        return Stream.of(StorageType.values())
                .filter(storage -> storage.element() == type)
                .findFirst();
    }
}
