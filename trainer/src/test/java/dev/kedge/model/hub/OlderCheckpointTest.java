package dev.kedge.model.hub;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.Precision;
import dev.kedge.tensor.ComputeType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints that others have: with buffers in them, or not fetched yet. */
class OlderCheckpointTest {

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void writeModel() {
        model = folder.resolve("model");
        DecoderConfig config = new DecoderConfig(11, 16, 24, 2, 4, 2, 4, 1e-6, 10_000, 32, true, true, 0.3);
        GenerationConfig tokens = new GenerationConfig(OptionalInt.empty(), List.of(3), OptionalInt.empty());
        try (Decoder decoder = Decoder.create(config, ComputeType.FLOAT32, 1)) {
            ModelDirectory.save(model, decoder, tokens);
        }
    }

    private void load() {
        ModelDirectory.load(model, Precision.master(ComputeType.FLOAT32)).close();
    }

    /** Tables and masks of older transformers are passed over; what only looks like one is not. */
    @Test
    void buffersOfOlderCheckpointsArePassedOver() throws IOException {
        Path weights = model.resolve("model.safetensors");
        SafetensorsBytes old = new SafetensorsBytes();
        SafetensorsBytes strange = new SafetensorsBytes();
        try (SafetensorsFile file = SafetensorsFile.open(weights)) {
            for (String name : file.tensors().keySet()) {
                old.copy(file, name);
                strange.copy(file, name);
            }
        }
        old.add("model.layers.0.self_attn.rotary_emb.inv_freq", "F32", new long[] {4}, new byte[16]);
        old.add("model.rotary_emb.inv_freq", "BF16", new long[] {4}, new byte[8]);
        old.add("model.layers.1.self_attn.rotary_emb.cos_cached", "F32", new long[] {1, 1, 2, 4}, new byte[32]);
        old.add("model.layers.1.self_attn.masked_bias", "F32", new long[0], new byte[4]);
        old.add("model.layers.1.attn.bias", "BOOL", new long[] {1, 1, 3, 3}, new byte[9]);
        old.add("model.embeddings.position_ids", "I64", new long[] {1, 3}, new byte[24]);
        old.writeTo(weights);
        load();
        strange.add("model.layers.0.self_attn.q_proj.bias", "F32", new long[] {16}, new byte[64]);
        strange.writeTo(weights);
        assertThatThrownBy(this::load)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown: model.layers.0.self_attn.q_proj.bias");
    }

    @Test
    void aPointerOfGitLfsIsNamed() throws IOException {
        String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0123456789abcdef\nsize 123\n";
        for (String name : List.of("model.safetensors", "config.json")) {
            Path file = model.resolve(name);
            byte[] whole = Files.readAllBytes(file);
            Files.writeString(file, pointer);
            assertThatThrownBy(this::load)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(file + " is a Git LFS pointer, not the file itself; git lfs pull fetches it");
            Files.write(file, whole);
        }
    }
}
