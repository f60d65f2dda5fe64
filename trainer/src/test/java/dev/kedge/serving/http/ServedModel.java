package dev.kedge.serving.http;

import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.hub.GenerationConfig;
import dev.kedge.model.hub.ModelDirectory;
import dev.kedge.tensor.Compute;
import dev.kedge.tensor.ComputeType;
import dev.kedge.text.ByteTokenizer;
import dev.kedge.train.LanguageModel;
import dev.kedge.train.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** A random model of bytes with a chat template: what it writes is nonsense in pieces of characters. */
final class ServedModel {

    static final String TEMPLATE = "{% for m in messages %}<{{ m.role }}>{{ m.content }}\n{% endfor %}"
            + "{% if add_generation_prompt %}<assistant>{% endif %}";

    private ServedModel() {}

    static void write(Path folder, int positions) throws IOException {
        ByteTokenizer.write(folder);
        Files.writeString(folder.resolve("chat_template.jinja"), TEMPLATE);
        DecoderConfig config = DecoderConfig.builder()
                .vocabularySize(259)
                .hiddenSize(32)
                .feedForwardSize(48)
                .layers(2)
                .queryHeads(4)
                .keyValueHeads(2)
                .headWidth(16)
                .maxPositions(positions)
                .queryKeyNorm(true)
                .initializerRange(0.25)
                .build();
        try (Decoder decoder = Decoder.create(config, ComputeType.FLOAT32, 4)) {
            ModelDirectory.save(
                    folder, decoder, new GenerationConfig(OptionalInt.empty(), List.of(1), OptionalInt.of(0)));
        }
    }

    static LanguageModel open(Path folder) throws IOException {
        return Model.directory(folder).open(Compute.cpu(1));
    }
}
