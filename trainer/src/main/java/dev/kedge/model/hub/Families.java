package dev.kedge.model.hub;

import dev.kedge.api.About;
import dev.kedge.api.Catalogue;
import dev.kedge.api.Choice;
import dev.kedge.api.ForeignKinds;
import dev.kedge.api.Kind;
import dev.kedge.model.ConfigDocument;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.Family;
import dev.kedge.model.gemma.Gemma2;
import dev.kedge.model.gemma.Gemma3;
import dev.kedge.model.granite.Granite;
import dev.kedge.model.llama.Llama;
import dev.kedge.model.llama.Mistral;
import dev.kedge.model.olmo2.Olmo2;
import dev.kedge.model.phi3.Phi3;
import dev.kedge.model.qwen2.Qwen2;
import dev.kedge.model.qwen3.Qwen3;
import dev.kedge.model.smollm3.SmolLm3;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The model families by the name that {@code config.json} has for them. To add one: a class and a line here; or,
 * outside of Kedge, a {@link dev.kedge.api.KindProvider} whose kind makes a {@link Family}.
 */
public final class Families {

    private static final List<Kind<?, Family>> KINDS = List.of(
            kind("qwen3", Qwen3::new),
            kind("qwen2", Qwen2::new),
            kind("llama", Llama::new),
            kind("mistral", Mistral::new),
            kind("smollm3", SmolLm3::new),
            kind("phi3", Phi3::new),
            kind("olmo2", Olmo2::new),
            kind("granite", Granite::new),
            kind("gemma2", Gemma2::new),
            kind("gemma3", Gemma3::new));

    private Families() {}

    /**
     * Kedge's own and those of other jars.
     *
     * @param foreign kinds of any types
     * @return the catalogue
     */
    public static Catalogue<Family> catalogue(ForeignKinds foreign) {
        return Catalogue.of(Family.class, KINDS).with(foreign);
    }

    private static List<Family> all() {
        return catalogue(ForeignKinds.found()).kinds().stream()
                .map(kind -> Choice.of(kind).create())
                .toList();
    }

    private static Kind<?, Family> kind(String name, Supplier<Family> maker) {
        return Kind.plain(Family.class, name, About.of("the family " + name), maker);
    }

    /**
     * The family that a {@code config.json} names, by {@code model_type} and {@code architectures}.
     *
     * @throws IllegalArgumentException if it names none, or one that is not in the catalogue
     */
    static Family of(ConfigDocument document) {
        List<Family> families = all();
        refuseOtherModels(document);
        List<?> architectures = document.list("architectures");
        Optional<String> modelType = document.text("model_type");
        if (architectures.isEmpty() && modelType.isEmpty()) {
            throw new IllegalArgumentException(
                    "names no model: architectures must be one of " + supported(families) + ", got nothing");
        }
        for (Family family : families) {
            boolean right = modelType.map(family.modelType()::equals).orElse(true)
                    && (architectures.isEmpty() || architectures.equals(List.of(family.architecture())));
            if (right) {
                return family;
            }
        }
        throw new IllegalArgumentException(
                "architectures must be one of " + supported(families) + ", got " + architectures
                        + modelType.map(type -> " of model_type " + type).orElse("") + ": not supported");
    }

    /** What makes another model of any family; transformers refuses some of it, and none may pass unnoticed. */
    private static void refuseOtherModels(ConfigDocument document) {
        document.notNull("is_causal");
        document.only("is_causal", true);
        for (String part : List.of("per_layer_config", "text_config")) {
            if (document.has(part)) {
                throw new IllegalArgumentException(part + " must be absent: not supported");
            }
        }
        if (document.text("model_type").isEmpty() && document.has("architectures")) {
            throw new IllegalArgumentException("model_type is missing, must be a string");
        }
    }

    /** The family under whose name a decoder is written. */
    static Family of(DecoderConfig config) {
        List<Family> families = all();
        return families.stream()
                .filter(family -> family.describes(config))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no family of " + supported(families) + " has the features of " + config));
    }

    private static List<String> supported(List<Family> families) {
        return families.stream().map(Family::architecture).toList();
    }
}
