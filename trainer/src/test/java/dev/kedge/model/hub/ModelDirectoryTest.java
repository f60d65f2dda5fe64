package dev.kedge.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.LayerKind;
import dev.kedge.model.Precision;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ModelDirectoryTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final GenerationConfig TOKENS =
            new GenerationConfig(OptionalInt.empty(), List.of(3, 5), OptionalInt.of(0));

    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void writeModel() {
        model = folder.resolve("model");
        try (Decoder decoder = Decoder.create(config(true), ComputeType.FLOAT32, 1)) {
            ModelDirectory.save(model, decoder, TOKENS);
        }
    }

    private static DecoderConfig config(boolean tied) {
        return new DecoderConfig(11, 16, 24, 2, 4, 2, 8, 1e-6, 10_000, 32, tied, true, 0.02);
    }

    static List<GoldenModel> goldenModels() {
        return GoldenModel.all();
    }

    @ParameterizedTest
    @CsvSource({"true, FLOAT32", "false, FLOAT32", "true, BFLOAT16", "false, BFLOAT16"})
    void whatIsSavedIsLoadedBitForBit(boolean tied, ComputeType type) {
        Path directory = folder.resolve("saved");
        try (Decoder decoder = Decoder.create(config(tied), type, 2)) {
            ModelDirectory.save(directory, decoder, TOKENS);
            try (LoadedModel loaded = ModelDirectory.load(directory, Precision.master(type))) {
                assertThat(loaded.decoder().parameters().checksum())
                        .isEqualTo(decoder.parameters().checksum());
                assertThat(loaded.decoder().config()).isEqualTo(decoder.config());
                assertThat(loaded.generation()).isEqualTo(TOKENS);
                assertThat(loaded.storage()).isEqualTo(StoredTypes.all(StorageType.FLOAT32));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("goldenModels")
    void aLoadedModelIsSavedAsTransformersWroteIt(GoldenModel golden) throws IOException {
        Path loaded = Files.createDirectory(folder.resolve("loaded"));
        Path saved = folder.resolve("saved");
        try (LoadedModel original = golden.load(loaded, ComputeType.FLOAT32)) {
            ModelDirectory.save(saved, original.decoder(), original.generation(), original.storage());
        }
        ObjectNode expected =
                (ObjectNode) JSON.readTree(Files.readString(golden.directory().resolve("config.json")));
        ObjectNode actual = (ObjectNode) JSON.readTree(Files.readString(saved.resolve("config.json")));
        expected.put("transformers_version", "4.52.0"); // a development version wrote the fixture
        if (!expected.path("use_sliding_window").asBoolean(true)) {
            expected.putNull("sliding_window"); // a window that no layer uses; transformers 5 writes null too
        }
        assertThat(new TreeSet<>(actual.propertyNames())).isEqualTo(new TreeSet<>(expected.propertyNames()));
        for (String key : expected.propertyNames()) {
            assertThat(value(actual.get(key))).as(key).isEqualTo(value(expected.get(key)));
        }
        if (Files.exists(golden.directory().resolve("model.safetensors"))) {
            assertThat(Files.mismatch(
                            saved.resolve("model.safetensors"),
                            golden.directory().resolve("model.safetensors")))
                    .as("the first byte that differs")
                    .isEqualTo(-1);
        }
    }

    /** Tied, 11 tokens of width 16: the embedding takes 11·16·4 = 704 bytes, more than the 700 a file may have. */
    @Test
    void aModelLargerThanAFileIsWrittenIntoSeveralAndReadBack() throws IOException {
        Path directory = folder.resolve("sharded");
        try (Decoder decoder = Decoder.create(config(true), ComputeType.FLOAT32, 5)) {
            ModelDirectory.save(directory, decoder, TOKENS); // one file, which must not hide the shards later
            ModelDirectory.save(directory, decoder, TOKENS, StoredTypes.all(StorageType.FLOAT32), 700);
            assertThat(directory.resolve("model.safetensors")).doesNotExist();
            JsonNode index = JSON.readTree(Files.readString(directory.resolve("model.safetensors.index.json")));
            TreeSet<String> files = new TreeSet<>();
            index.get("weight_map").forEach(file -> files.add(file.asString()));
            assertThat(files).hasSizeGreaterThan(3).allMatch(file -> Files.exists(directory.resolve(file)));
            String last = files.last();
            assertThat(last).isEqualTo("model-%1$05d-of-%1$05d.safetensors".formatted(files.size()));
            assertThat(index.get("metadata").get("total_size").asLong())
                    .isEqualTo(4 * decoder.parameters().elements());
            try (LoadedModel loaded = ModelDirectory.load(directory, Precision.master(ComputeType.FLOAT32))) {
                assertThat(loaded.decoder().parameters().checksum())
                        .isEqualTo(decoder.parameters().checksum());
            }
            ModelDirectory.save(directory, decoder, TOKENS);
            try (Stream<Path> left = Files.list(directory)) {
                assertThat(left.map(path -> path.getFileName().toString()))
                        .containsExactlyInAnyOrder("config.json", "generation_config.json", "model.safetensors");
            }
        }
    }

    private static Object value(JsonNode node) {
        return node.isNumber() ? node.doubleValue() : node.toString();
    }

    @Test
    void roundingIsTheOnlyLossOfBfloat16Storage() {
        Path once = folder.resolve("once");
        Path twice = folder.resolve("twice");
        try (LoadedModel exact = ModelDirectory.load(model, Precision.master(ComputeType.FLOAT32))) {
            ModelDirectory.save(once, exact.decoder(), TOKENS, StoredTypes.all(StorageType.BFLOAT16));
        }
        try (LoadedModel rounded = ModelDirectory.load(once, Precision.master(ComputeType.FLOAT32))) {
            assertThat(rounded.storage()).isEqualTo(StoredTypes.all(StorageType.BFLOAT16));
            ModelDirectory.save(twice, rounded.decoder(), TOKENS, rounded.storage());
        }
        assertThat(twice.resolve("model.safetensors")).hasSameBinaryContentAs(once.resolve("model.safetensors"));
    }

    /**
     * A directory keeps the type of each weight: here float16, with the norms in float32 as some fine-tunes have them.
     */
    @Test
    void everyWeightIsWrittenInTheTypeItWasReadIn() throws IOException {
        SortedMap<String, StorageType> norms = new TreeMap<>();
        norms.put("model.norm.weight", StorageType.FLOAT32);
        norms.put("model.layers.1.input_layernorm.weight", StorageType.BFLOAT16);
        StoredTypes mixed = new StoredTypes(StorageType.FLOAT16, norms);
        Path once = folder.resolve("once");
        Path twice = folder.resolve("twice");
        try (LoadedModel exact = ModelDirectory.load(model, Precision.master(ComputeType.FLOAT32))) {
            ModelDirectory.save(once, exact.decoder(), TOKENS, mixed);
        }
        assertThat(Files.readString(once.resolve("config.json"))).contains("\"torch_dtype\": \"float16\"");
        try (LoadedModel half = ModelDirectory.load(once, Precision.master(ComputeType.FLOAT32))) {
            assertThat(half.storage()).isEqualTo(mixed);
            ModelDirectory.save(twice, half.decoder(), TOKENS, half.storage());
        }
        assertThat(twice.resolve("model.safetensors")).hasSameBinaryContentAs(once.resolve("model.safetensors"));
    }

    /** float16 ends at 65504; a weight beyond it must not become infinite on the way to the file. */
    @Test
    void aWeightBeyondFloat16IsNotStoredAsInfinity() {
        try (LoadedModel loaded = ModelDirectory.load(model, Precision.master(ComputeType.FLOAT32));
                NoGradient none = NoGradient.open();
                Scope scope = Scope.open()) {
            loaded.decoder().parameters().masterOf("model.norm.weight").fill_(new Scalar(70_000.0));
            assertThatThrownBy(() -> ModelDirectory.save(
                            folder.resolve("half"), loaded.decoder(), TOKENS, StoredTypes.all(StorageType.FLOAT16)))
                    .hasMessage(
                            "model.norm.weight holds a value beyond 65504, the range of F16, in which it would be stored");
        }
        assertThat(folder.resolve("half/model.safetensors")).doesNotExist();
    }

    @Test
    void severalWeightFilesAreReadAsOne() throws IOException {
        byte[] whole = Files.readAllBytes(model.resolve("model.safetensors"));
        String checksum;
        try (LoadedModel single = ModelDirectory.load(model, Precision.master(ComputeType.FLOAT32))) {
            checksum = single.decoder().parameters().checksum();
        }
        try (SafetensorsFile file = SafetensorsFile.open(model.resolve("model.safetensors"))) {
            shard(file, List.of("a.safetensors", "b.safetensors"));
        }
        Files.delete(model.resolve("model.safetensors"));
        try (LoadedModel sharded = ModelDirectory.load(model, Precision.master(ComputeType.FLOAT32))) {
            assertThat(sharded.decoder().parameters().checksum()).isEqualTo(checksum);
        }

        Path index = model.resolve("model.safetensors.index.json");
        String map = Files.readString(index);
        Files.writeString(index, map.replace("b.safetensors", "../model/b.safetensors"));
        refuses("model.safetensors.index.json", "must be in a .safetensors file of this folder or one in it");
        Files.writeString(index, map.replace("b.safetensors", "c.safetensors"));
        refuses("c.safetensors", "no such file");
        Files.writeString(index, map.replaceFirst("b.safetensors", "a.safetensors"));
        refuses("should be in a.safetensors but is not");
        assertThat(whole).isNotEmpty();
    }

    /** Deals the tensors of a file out to several in turn, and writes the index. */
    private void shard(SafetensorsFile file, List<String> names) throws IOException {
        ObjectNode index = JSON.createObjectNode();
        ObjectNode map = index.putObject("weight_map");
        List<String> tensors = new ArrayList<>(file.tensors().keySet());
        for (int shard = 0; shard < names.size(); shard++) {
            SafetensorsBytes bytes = new SafetensorsBytes();
            for (int i = shard; i < tensors.size(); i += names.size()) {
                bytes.copy(file, tensors.get(i));
                map.put(tensors.get(i), names.get(shard));
            }
            bytes.writeTo(model.resolve(names.get(shard)));
        }
        Files.writeString(model.resolve("model.safetensors.index.json"), index.toString());
    }

    @Test
    void nothingTemporaryIsLeftBehind() throws IOException {
        try (Stream<Path> files = Files.list(model)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("config.json", "generation_config.json", "model.safetensors");
        }
    }

    @Test
    void aFolderThatIsNoModelIsNamed() throws IOException {
        assertThatThrownBy(() -> ModelDirectory.load(folder.resolve("absent"), Precision.master(ComputeType.FLOAT32)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("absent")
                .hasMessageContaining("does not exist");
        Files.delete(model.resolve("config.json"));
        refuses(model.toString(), "has no config.json");
    }

    @Test
    void aFolderWithoutWeightsIsNamed() throws IOException {
        Files.delete(model.resolve("model.safetensors"));
        refuses(model.toString(), "has no model.safetensors");
    }

    @Test
    void aTruncatedWeightFileIsNamed() throws IOException {
        Path weights = model.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(bytes, bytes.length - 1));
        refuses(weights.toString(), "truncated");
    }

    @Test
    void brokenJsonIsNamedWithItsLine() throws IOException {
        Files.writeString(model.resolve("config.json"), "{\n  \"vocab_size\": 11,\n  oops\n}");
        refuses("config.json line 3", "not a valid JSON object");
        Files.writeString(model.resolve("config.json"), "[1, 2]");
        refuses("config.json", "not a valid JSON object");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    architectures          | ["MambaForCausalLM"]                         | architectures must be one of
                    model_type             | "gemma3"                                     | gemma3
                    hidden_act             | "gelu_sparse"                                | hidden_act must be one of [silu, swish, gelu,
                    attention_bias         | true                                         | missing: model.layers.
                    rope_scaling           | {"rope_type": "ntk", "factor": 4.0}          | rope_scaling.rope_type must be one of [default, linear, dynamic, yarn, longrope, llama3, proportional], got ntk
                    rope_scaling           | {"type": "linear"}                           | rope_scaling.factor is missing
                    rope_parameters        | {"rope_type": "llama3", "rope_theta": 10000} | rope_parameters.factor is missing
                    rope_parameters        | {"full_attention": {"rope_theta": 5}}        | full_attention
                    layer_types            | ["full_attention", "sliding_attention"]      | layer_types must be full_attention throughout where there is no sliding_window in use
                    layer_types            | ["full_attention"]                           | layer_types must have num_hidden_layers = 2 entries, got 1
                    quantization_config    | {"quant_method": "fp8"}                      | quantization_config must be absent
                    vocab_size             | "many"                                       | vocab_size must be an integer below 2^31, got many
                    vocab_size             | null                                         | vocab_size is missing
                    hidden_size            | 99999999999                                  | hidden_size must be an integer below 2^31
                    num_hidden_layers      | 2000000000                                   | layers must be <= 1000
                    num_key_value_heads    | 3                                            | query heads must be a multiple of key-value heads, got 4 and 3
                    rms_norm_eps           | -1                                           | norm epsilon must be in [0, 1), got -1.0
                    tie_word_embeddings    | "yes"                                        | tie_word_embeddings must be true or false, got yes
                    head_dim               | 16                                           | q_proj.weight has shape [32, 16] but must have [64, 16]
                    num_hidden_layers      | 1                                            | unknown: model.layers.1.
                    num_hidden_layers      | 3                                            | missing: model.layers.2.
                    tie_word_embeddings    | false                                        | missing: lm_head.weight
                    """)
    void aConfigThatCannotBeHonouredIsRefusedByName(String key, String value, String message) throws IOException {
        edit(key, value);
        refuses("model", message);
    }

    @Test
    void aSlidingWindowIsReadOnlyWhereALayerUsesIt() throws IOException {
        edit("sliding_window", "16");
        assertThat(ModelDirectory.shape(model).variant().layerKinds()).isEmpty();
        edit("use_sliding_window", "true");
        edit("max_window_layers", "2"); // layers 0 and 1 are full, and there are no others
        assertThat(ModelDirectory.shape(model).variant().layerKinds()).isEmpty();
        edit("max_window_layers", "1");
        assertThat(ModelDirectory.shape(model).variant().layerKinds())
                .containsExactly(LayerKind.FULL, LayerKind.windowed(16));
    }

    @Test
    void specialTokensMustBeInTheVocabulary() throws IOException {
        Path generation = model.resolve("generation_config.json");
        Files.writeString(generation, "{\"eos_token_id\": [3, 11], \"pad_token_id\": -1}");
        refuses("generation_config.json", "eos_token_id must be a token id in [0, 11), got 11");
        Files.writeString(generation, "{\"eos_token_id\": 3, \"pad_token_id\": -1, \"bos_token_id\": null}");
        assertThat(load()).isEqualTo(new GenerationConfig(OptionalInt.empty(), List.of(3), OptionalInt.empty()));
        // As transformers: a file that names no end leaves it to config.json.
        Files.writeString(generation, "{\"pad_token_id\": 4, \"temperature\": 0.6}");
        assertThat(load()).isEqualTo(new GenerationConfig(OptionalInt.empty(), TOKENS.endTokens(), OptionalInt.of(4)));
        Files.delete(generation);
        assertThat(load()).as("from config.json").isEqualTo(TOKENS);
    }

    @Test
    void everyMisfitIsInOneMessage() throws IOException {
        SafetensorsBytes bytes = new SafetensorsBytes();
        try (SafetensorsFile file = SafetensorsFile.open(model.resolve("model.safetensors"))) {
            for (String name : file.tensors().keySet()) {
                if (!name.equals("model.norm.weight") && !name.contains("layers.1.mlp.up_proj")) {
                    bytes.copy(file, name);
                }
            }
        }
        bytes.add("model.layers.1.mlp.up_proj.weight", "I16", new long[] {24, 16}, new byte[24 * 16 * 2]);
        bytes.add("model.surprise", "F32", new long[] {1}, new byte[4]);
        bytes.writeTo(model.resolve("model.safetensors"));
        assertThatThrownBy(this::load)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("missing: model.norm.weight")
                .hasMessageContaining("unknown: model.surprise")
                .hasMessageContaining(
                        "model.layers.1.mlp.up_proj.weight is I16 but must be one of [F64, F32, F16, BF16, F8_E4M3, F8_E5M2]")
                .message()
                .satisfies(message -> assertThat(message.lines()).hasSize(1));
    }

    @Test
    void weightsThatAreNotFiniteAreNamed() throws IOException {
        Path weights = model.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        // The last four bytes are the last element of model.norm.weight; 0x7fc00000 is NaN.
        bytes[bytes.length - 1] = 0x7f;
        bytes[bytes.length - 2] = (byte) 0xc0;
        Files.write(weights, bytes);
        refuses("model.norm.weight holds a value that is not finite");
    }

    @Test
    void aTiedHeadMayBeStoredTwiceAndIsUntiedWhereItContradicts() throws IOException {
        Path weights = model.resolve("model.safetensors");
        SafetensorsBytes agreeing = new SafetensorsBytes();
        SafetensorsBytes contradicting = new SafetensorsBytes();
        try (SafetensorsFile file = SafetensorsFile.open(weights)) {
            for (String name : file.tensors().keySet()) {
                agreeing.copy(file, name);
                contradicting.copy(file, name);
            }
            agreeing.copy(file, "model.embed_tokens.weight", "lm_head.weight");
        }
        contradicting.add("lm_head.weight", "F32", new long[] {11, 16}, new byte[11 * 16 * 4]);
        agreeing.writeTo(weights);
        assertTied(true);
        contradicting.writeTo(weights);
        assertTied(false);
    }

    private void assertTied(boolean tied) {
        assertThat(ModelDirectory.shape(model).tiedEmbeddings()).isEqualTo(tied);
        try (LoadedModel loaded = ModelDirectory.load(model, Precision.master(ComputeType.FLOAT32))) {
            assertThat(loaded.decoder().config().tiedEmbeddings()).isEqualTo(tied);
        }
    }

    private void edit(String key, String value) throws IOException {
        Path path = model.resolve("config.json");
        ObjectNode config = (ObjectNode) JSON.readTree(Files.readString(path));
        config.set(key, JSON.readTree(value));
        Files.write(path, config.toString().getBytes(StandardCharsets.UTF_8));
    }

    private GenerationConfig load() {
        try (LoadedModel loaded = ModelDirectory.load(model, Precision.master(ComputeType.FLOAT32))) {
            return loaded.generation();
        }
    }

    private void refuses(String... parts) {
        assertThatThrownBy(this::load)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(parts)
                .message()
                .satisfies(message -> assertThat(message.lines()).hasSize(1));
    }
}
