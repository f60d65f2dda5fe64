package dev.kedge.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.hub.DownloadListener;
import dev.kedge.hub.Hub;
import dev.kedge.hub.HubSettings;
import dev.kedge.model.AdapterConfig;
import dev.kedge.model.AdapterPlan;
import dev.kedge.model.AdapterTarget;
import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.LowRankAdapters;
import dev.kedge.model.Precision;
import dev.kedge.tensor.ComputeType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdapterDirectoryTest {

    private static final DecoderConfig SHAPE =
            new DecoderConfig(11, 8, 12, 2, 4, 2, 4, 1e-6, 10_000, 32, false, true, 0.3);
    private static final AdapterConfig CONFIG =
            new AdapterConfig(2, 6, true, 0.25, List.of(AdapterTarget.Q_PROJ, AdapterTarget.DOWN_PROJ));
    private static final Precision FLOAT32 = Precision.master(ComputeType.FLOAT32);

    @TempDir
    private Path folder;

    private Path model;
    private Path adapters;
    private String checksum = "";

    @BeforeEach
    void write() {
        model = folder.resolve("model");
        adapters = folder.resolve("adapters");
        GenerationConfig tokens = new GenerationConfig(OptionalInt.empty(), List.of(2), OptionalInt.empty());
        try (Decoder decoder = Decoder.create(SHAPE, ComputeType.FLOAT32, 1);
                LowRankAdapters fresh = LowRankAdapters.create(SHAPE, CONFIG, FLOAT32, 4)) {
            ModelDirectory.save(model, decoder, tokens);
            AdapterDirectory.save(adapters, fresh, model);
            checksum = fresh.parameters().checksum();
        }
    }

    @Test
    void whatIsSavedIsLoadedBitForBitUnderTheNamesOfPeft() throws IOException {
        assertThat(AdapterDirectory.isOne(adapters)).isTrue();
        assertThat(AdapterDirectory.isOne(model)).isFalse();
        try (SafetensorsFile file = SafetensorsFile.open(adapters.resolve("adapter_model.safetensors"))) {
            assertThat(file.tensors().keySet())
                    .hasSize(8)
                    .contains(
                            "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight",
                            "base_model.model.model.layers.1.mlp.down_proj.lora_B.weight");
            assertThat(file.stored("base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight")
                            .shape())
                    .containsExactly(2, 8);
            assertThat(file.stored("base_model.model.model.layers.0.self_attn.q_proj.lora_B.weight")
                            .shape())
                    .containsExactly(16, 2);
        }
        try (LoadedModel loaded = ModelDirectory.load(adapters, FLOAT32)) {
            LowRankAdapters read = loaded.decoder().adapters().orElseThrow();
            assertThat(read.plan()).isEqualTo(AdapterPlan.of(SHAPE, CONFIG));
            assertThat(read.parameters().checksum()).isEqualTo(checksum);
            assertThat(loaded.source().toRealPath()).isEqualTo(model.toRealPath());
            assertThat(loaded.base().adapters()).isEmpty();
        }
    }

    @Test
    void theModelIsAlsoFoundFromTheFolderOfTheAdapters() throws IOException {
        assertThat(Files.readString(adapters.resolve("adapter_config.json")))
                .contains("\"base_model_name_or_path\": \"../model\"");
        try (LoadedModel loaded = ModelDirectory.load(adapters, FLOAT32)) {
            assertThat(loaded.decoder().adapters()).isPresent();
        }
        edit("\"../model\"", "\"Qwen/Qwen3-0.6B\"");
        refused("adapter_config.json: base_model_name_or_path must be the folder of a model, got \"Qwen/Qwen3-0.6B\"");
        try (LoadedModel loaded = ModelDirectory.load(model, adapters, FLOAT32)) {
            assertThat(loaded.decoder().adapters()).isPresent();
        }
    }

    /** The folder of a snapshot in the cache says the name and the commit; either leads back to it. */
    @Test
    void aModelOfTheHubIsNamedAndFoundInTheCache() throws IOException {
        String commit = "c1899de289a04d12100db370d81485cdf75e47ca";
        Path repository = folder.resolve("hub/models--Qwen--Qwen3-0.6B");
        Path snapshot = Files.createDirectories(repository.resolve("snapshots").resolve(commit));
        for (String file : List.of("config.json", "model.safetensors")) {
            Files.copy(model.resolve(file), snapshot.resolve(file));
        }
        BaseModelName name = BaseModelName.of(adapters, snapshot);
        assertThat(name).isEqualTo(new BaseModelName("Qwen/Qwen3-0.6B", Optional.of(commit)));
        Files.createDirectories(repository.resolve("refs"));
        Files.writeString(repository.resolve("refs/main"), commit + "\n");
        for (Optional<String> revision : List.of(name.revision(), Optional.of("main"), Optional.<String>empty())) {
            BaseModelName asked = new BaseModelName("Qwen/Qwen3-0.6B", revision);
            assertThat(asked.found(
                            adapters,
                            hub(Map.of("HF_HUB_CACHE", folder.resolve("hub").toString()))))
                    .contains(snapshot);
            assertThat(asked.found(adapters, hub(Map.of("HF_HOME", folder.toString()))))
                    .contains(snapshot);
            assertThat(asked.found(adapters, hub(Map.of("XDG_CACHE_HOME", folder.toString()))))
                    .isEmpty();
        }
        assertThat(new BaseModelName("Qwen/Qwen3-0.6B", Optional.of("other"))
                        .found(adapters, hub(Map.of("HF_HOME", folder.toString()))))
                .isEmpty();
        Files.delete(snapshot.resolve("model.safetensors"));
        assertThat(name.found(adapters, hub(Map.of("HF_HOME", folder.toString()))))
                .as("a snapshot without weights is no model")
                .isEmpty();
    }

    private Hub hub(Map<String, String> environment) {
        return new Hub(HubSettings.of(environment, folder.resolve("home")), DownloadListener.SILENT);
    }

    @Test
    void adaptersBelowTheFolderAreNamed() {
        assertThatThrownBy(() -> ModelDirectory.load(folder, FLOAT32))
                .hasMessage(folder + " is not a model directory, but has adapters below: name " + adapters);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"peft_type\": \"LORA\" | \"peft_type\": \"IA3\" | peft_type must be LORA, got IA3",
                "\"use_dora\": false | \"use_dora\": true | missing: base_model.model.model.layers.0.mlp.down_proj.lora_magnitude_vector",
                "\"bias\": \"none\" | \"bias\": \"some\" | bias must be one of [none, all, lora_only], got some",
                "\"rank_pattern\": { } | \"rank_pattern\": {\"q_proj\": 4} | lora_A.weight has shape [2, 8] but must have [4, 8]",
                "\"modules_to_save\": null | \"modules_to_save\": [\"lm_head\"] | missing: base_model.model.lm_head.weight",
                "\"q_proj\" | \"lm_head\" | missing: base_model.model.lm_head.lora_A.weight",
                "\"q_proj\" | \"self_attn\" | target_modules chooses model.layers.0.self_attn, which is no matrix",
                "\"rank_pattern\": { } | \"rank_pattern\": {\"(q\": 4} | rank_pattern must be a regular expression",
                "\"r\": 2 | \"r\": 0 | rank must be >= 1, got 0",
                "\"r\": 2 | \"r\": 3 | lora_A.weight has shape [2, 8] but must have [3, 8]",
            })
    void whatIsNotSupportedIsRefusedByName(String written, String changed, String message) throws IOException {
        edit(written, changed);
        refused(message);
    }

    /** What PEFT calls LoRA too, but changes the weights beside it, acts on some tokens only, or has further parts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"init_lora_weights\": \"loftq\" | init_lora_weights must be one of [true, false, gaussian, orthogonal, eva, mica, pissa, olora], got loftq",
                "\"init_lora_weights\": \"pissa_niter_16\" | init_lora_weights must be one of",
                "\"init_lora_weights\": \"loftq\", \"loftq_config\": {\"loftq_bits\": 4} | init_lora_weights must be one of",
                "\"init_lora_weights\": \"corda\", \"corda_config\": {\"corda_method\": \"kpm\"} | init_lora_weights must be one of",
                "\"init_lora_weights\": \"lora_ga\" | init_lora_weights must be one of",
                "\"corda_config\": {\"corda_method\": \"kpm\"} | corda_config must be empty, got {corda_method=kpm}",
                "\"alora_invocation_tokens\": [1, 2] | alora_invocation_tokens must be empty, got [1, 2]",
                "\"arrow_config\": {\"top_k\": 2} | arrow_config must be empty, got {top_k=2}",
                "\"lora_bias\": true | missing: base_model.model.model.layers.0.mlp.down_proj.lora_B.bias",
                "\"kasa_config\": {\"beta\": 1} | kasa_config must be empty, got {beta=1}",
                "\"use_qalora\": true | use_qalora must be false, got true",
                "\"trainable_token_indices\": [5] | missing: base_model.model.model.embed_tokens.token_adapter.trainable_tokens_delta",
                "\"layer_replication\": [[0, 2]] | layer_replication must be empty, got [[0, 2]]",
                "\"target_parameters\": [\"mlp.experts\"] | target_parameters must be empty",
                "\"megatron_config\": {\"x\": 1} | megatron_config must be empty",
                "\"a_later_setting\": \"on\" | a_later_setting must be empty, got on",
            })
    void whatIsMoreThanPlainLowRankIsRefusedByName(String settings, String message) throws IOException {
        edit("\"init_lora_weights\": true", settings);
        refused(message);
    }

    /** Everything that PEFT writes of its own accord, at its neutral value. */
    @Test
    void neutralValuesLoad() throws IOException {
        edit("\"init_lora_weights\": true", """
                "init_lora_weights": "gaussian", "alora_invocation_tokens": null, "arrow_config": null, "corda_config": null,
                "ensure_weight_tying": false, "eva_config": null, "exclude_modules": null, "layer_replication": null,
                "loftq_config": {}, "lora_bias": false, "lora_ga_config": null, "megatron_config": null,
                "megatron_core": "megatron.core", "peft_version": "0.21.0", "qalora_group_size": 16, "revision": "main",
                "target_parameters": null, "trainable_token_indices": null, "use_bdlora": null, "use_qalora": false,
                "auto_mapping": {"base_model_class": "LlamaForCausalLM", "parent_library": "transformers.models.llama"}""");
        try (LoadedModel loaded = ModelDirectory.load(adapters, FLOAT32)) {
            assertThat(loaded.decoder().adapters().orElseThrow().plan()).isEqualTo(AdapterPlan.of(SHAPE, CONFIG));
        }
    }

    @Test
    void aMissingAndAnUnknownTensorAreNamedInOneLine() throws IOException {
        edit("\"down_proj\"", "\"up_proj\"");
        refused(
                "the weights do not fit adapter_config.json: missing: base_model.model.model.layers.0.mlp.up_proj.lora_A.weight");
    }

    private void edit(String written, String changed) throws IOException {
        Path file = adapters.resolve("adapter_config.json");
        String before = Files.readString(file);
        assertThat(before).contains(written);
        Files.writeString(file, before.replace(written, changed));
    }

    private void refused(String message) {
        assertThatThrownBy(() -> ModelDirectory.load(adapters, FLOAT32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(adapters.toString())
                .message()
                .satisfies(text -> assertThat(text.lines()).hasSize(1));
    }
}
