package dev.kedge.model.hub;

import dev.kedge.model.ConfigDocument;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.Family;
import dev.kedge.model.llama.Llama;
import dev.kedge.model.llama.Mistral;
import dev.kedge.model.qwen2.Qwen2;
import dev.kedge.model.qwen3.Qwen3;
import java.util.List;
import java.util.Optional;

/** The catalogue of model families; a new one is one line here. */
final class Families {

    private static final List<Family> ALL = List.of(new Qwen3(), new Qwen2(), new Llama(), new Mistral());

    private Families() {}

    /**
     * The family that a {@code config.json} names, by {@code model_type} and {@code architectures}.
     *
     * @throws IllegalArgumentException if it names none, or one that is not in the catalogue
     */
    static Family of(ConfigDocument document) {
        List<?> architectures = document.list("architectures");
        Optional<String> modelType = document.text("model_type");
        if (architectures.isEmpty() && modelType.isEmpty()) {
            throw new IllegalArgumentException(
                    "names no model: architectures must be one of " + supported() + ", got nothing");
        }
        for (Family family : ALL) {
            boolean right = modelType.map(family.modelType()::equals).orElse(true)
                    && (architectures.isEmpty() || architectures.equals(List.of(family.architecture())));
            if (right) {
                return family;
            }
        }
        throw new IllegalArgumentException("architectures must be one of " + supported() + ", got " + architectures
                + modelType.map(type -> " of model_type " + type).orElse("") + ": not supported");
    }

    /** The family under whose name a decoder is written. */
    static Family of(DecoderConfig config) {
        return ALL.stream()
                .filter(family -> family.describes(config))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("no family of " + supported() + " has the features of " + config));
    }

    private static List<String> supported() {
        return ALL.stream().map(Family::architecture).toList();
    }
}
