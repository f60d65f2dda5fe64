package dev.kedge.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerTest {

    private static final String ALPHABET = "0123456789+-*/=;# \n\t\"\\äé字<>";

    @TempDir
    Path directory;

    private static String randomText(SplittableRandom random, String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @Test
    void everyCharacterOfTheAlphabetIsOneTokenInItsOrder() throws IOException {
        CharacterTokenizer.write(directory, ALPHABET);
        try (Tokenizer tokenizer = Tokenizer.load(directory)) {
            assertThat(tokenizer.vocabularySize()).isEqualTo(3 + ALPHABET.length());
            int[] expected = new int[ALPHABET.length()];
            Arrays.setAll(expected, i -> 3 + i);
            assertThat(tokenizer.encode(ALPHABET)).containsExactly(expected);
            assertThat(tokenizer.decode(expected)).isEqualTo(ALPHABET);
            assertThat(tokenizer.id("<pad>")).hasValue(0);
            assertThat(tokenizer.id("<eos>")).hasValue(1);
            assertThat(tokenizer.id("<unk>")).hasValue(2);
            assertThat(tokenizer.id("0")).hasValue(3);
            assertThat(tokenizer.id("no such token")).isEmpty();
        }
    }

    @Test
    void decodingUndoesEncodingForAnyTextOverTheAlphabet() throws IOException {
        CharacterTokenizer.write(directory, ALPHABET);
        SplittableRandom random = new SplittableRandom(5);
        try (Tokenizer tokenizer = Tokenizer.load(directory)) {
            assertThat(tokenizer.encode("")).isEmpty();
            assertThat(tokenizer.decode(new int[0])).isEmpty();
            for (int i = 0; i < 500; i++) {
                String text = randomText(random, ALPHABET, random.nextInt(60));
                int[] tokens = tokenizer.encode(text);
                assertThat(tokens).hasSize(text.length());
                assertThat(tokenizer.decode(tokens)).isEqualTo(text);
            }
        }
    }

    @Test
    void longTextIsNotTruncated() throws IOException {
        CharacterTokenizer.write(directory, ALPHABET);
        String text = randomText(new SplittableRandom(6), ALPHABET, 20_000);
        try (Tokenizer tokenizer = Tokenizer.load(directory)) {
            assertThat(tokenizer.encode(text)).hasSize(20_000); // the library's own default is 512
            assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
        }
    }

    @Test
    void characterOutsideTheAlphabetBecomesUnknownAndIsLeftOutOnDecoding() throws IOException {
        CharacterTokenizer.write(directory, "abc");
        try (Tokenizer tokenizer = Tokenizer.load(directory)) {
            assertThat(tokenizer.encode("aZc")).containsExactly(3, 2, 5);
            assertThat(tokenizer.decode(new int[] {3, 2, 5})).isEqualTo("ac");
            assertThat(tokenizer.decodeAll(new int[] {3, 2, 5, 1})).isEqualTo("a<unk>c<eos>");
        }
    }

    @Test
    void specialTokensAreLeftOutOnlyWhereAsked() throws IOException {
        CharacterTokenizer.write(directory, "abc");
        try (Tokenizer tokenizer = Tokenizer.load(directory)) {
            assertThat(tokenizer.decode(new int[] {0, 3, 4, 1, 0})).isEqualTo("ab");
            assertThat(tokenizer.decodeAll(new int[] {0, 3, 4, 1, 0})).isEqualTo("<pad>ab<eos><pad>");
        }
    }

    @Test
    void anIdWithoutATokenIsNoTextForModelsHaveMoreIdsThanTokens() throws IOException {
        CharacterTokenizer.write(directory, "abc");
        try (Tokenizer tokenizer = Tokenizer.load(directory)) {
            // Qwen2.5: 151,665 tokens, embeddings of 151,936 rows.
            assertThat(tokenizer.decode(new int[] {3, 6, 4, 1_000_000})).isEqualTo("ab");
            assertThat(tokenizer.decodeAll(new int[] {6, 1})).isEqualTo("<eos>");
            assertThatThrownBy(() -> tokenizer.decode(new int[] {-1}))
                    .hasMessage("a token id must be >= 0, got -1 at 0");
        }
    }

    @Test
    void savedFilesAreTheLoadedBytes() throws IOException {
        CharacterTokenizer.write(directory, ALPHABET);
        Path copy = Files.createDirectory(directory.resolve("copy"));
        byte[] before = Files.readAllBytes(directory.resolve("tokenizer.json"));
        try (Tokenizer tokenizer = Tokenizer.load(directory)) {
            Files.delete(directory.resolve("tokenizer.json"));
            tokenizer.save(copy);
        }
        assertThat(Files.readAllBytes(copy.resolve("tokenizer.json"))).isEqualTo(before);
        assertThat(copy.resolve("tokenizer_config.json"))
                .hasSameBinaryContentAs(directory.resolve("tokenizer_config.json"));
    }

    @Test
    void everythingThatBelongsToTextIsSavedUnchanged() throws IOException {
        CharacterTokenizer.write(directory, "abc");
        Files.createDirectory(directory.resolve("additional_chat_templates"));
        String[] names = {
            "chat_template.jinja",
            "chat_template.json",
            "additional_chat_templates/rag.jinja",
            "special_tokens_map.json",
            "added_tokens.json",
            "generation_config.json",
            "merges.txt",
            "vocab.json",
            "vocab.txt",
            "tokenizer.model"
        };
        for (String name : names) {
            Files.writeString(directory.resolve(name), "{\"of\" :\r\n \"" + name + "\"}");
        }
        Files.writeString(directory.resolve("README.md"), "not this");
        Path copy = Files.createDirectory(directory.resolve("copy"));
        try (Tokenizer tokenizer = Tokenizer.load(directory)) {
            tokenizer.save(copy);
        }
        for (String name : names) {
            assertThat(copy.resolve(name)).hasSameBinaryContentAs(directory.resolve(name));
        }
        assertThat(copy.resolve("README.md")).doesNotExist();
    }

    private void configure(String entries) throws IOException {
        Path config = directory.resolve("tokenizer_config.json");
        Files.writeString(
                config, "{" + entries + "," + Files.readString(config).strip().substring(1));
    }

    @Test
    void aTokenThatOnlyTheConfigAddsIsAToken() throws IOException {
        CharacterTokenizer.write(directory, "abc");
        Path config = directory.resolve("tokenizer_config.json");
        String added = "\"added_tokens_decoder\": {\"6\": {\"content\": \"<|im_end|>\", \"special\": true},";
        Files.writeString(config, Files.readString(config).replaceFirst("\"added_tokens_decoder\"\\s*:\\s*\\{", added));
        try (Tokenizer tokenizer = Tokenizer.load(directory)) {
            assertThat(tokenizer.encode("a<|im_end|>b")).containsExactly(3, 6, 4);
            assertThat(tokenizer.decode(new int[] {3, 6, 4})).isEqualTo("ab");
            assertThat(tokenizer.decodeAll(new int[] {3, 6, 4})).isEqualTo("a<|im_end|>b");
            assertThat(tokenizer.vocabularySize()).isEqualTo(7);
        }
    }

    @Test
    void plainPromptsGetWhatTheConfigOrElseThePostProcessorAdds() throws IOException {
        CharacterTokenizer.write(directory, "abc");
        try (Tokenizer tokenizer = Tokenizer.load(directory)) {
            assertThat(tokenizer.encodePrompt("ab")).containsExactly(3, 4);
        }
        // Llama 3: its tokenizer.json begins every text with a token, its config says nothing of it.
        Path file = directory.resolve("tokenizer.json");
        String processor = """
                {"type": "TemplateProcessing",
                 "single": [{"SpecialToken": {"id": "<unk>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
                 "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
                 "special_tokens": {"<unk>": {"id": "<unk>", "ids": [2], "tokens": ["<unk>"]}}}""";
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst("\"post_processor\"\\s*:\\s*null", "\"post_processor\": " + processor));
        try (Tokenizer tokenizer = Tokenizer.load(directory)) {
            assertThat(tokenizer.encodePrompt("ab")).containsExactly(2, 3, 4);
            assertThat(tokenizer.encode("ab")).containsExactly(3, 4);
        }
        configure("\"bos_token\": \"<pad>\", \"add_bos_token\": true");
        try (Tokenizer tokenizer = Tokenizer.load(directory)) {
            assertThat(tokenizer.encodePrompt("ab")).containsExactly(0, 3, 4);
        }
        configure("\"x\": 0, \"add_eos_token\": true");
        try (Tokenizer tokenizer = Tokenizer.load(directory)) {
            assertThat(tokenizer.encodePrompt("ab")).containsExactly(0, 3, 4, 1);
            assertThat(tokenizer.endToken()).hasValue(1);
        }
    }

    /** One of the two settings alone: the other side is what transformers' class does, else the post-processor. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"add_eos_token\": false, \"tokenizer_class\": \"LlamaTokenizer\" | 0 3 4",
                "\"add_eos_token\": false, \"tokenizer_class\": \"GemmaTokenizerFast\" | 0 3 4",
                "\"add_eos_token\": false, \"tokenizer_class\": \"PreTrainedTokenizerFast\" | 2 3 4",
                "\"add_eos_token\": true, \"tokenizer_class\": \"LlamaTokenizer\" | 0 3 4 1",
                "\"add_eos_token\": true, \"tokenizer_class\": \"Qwen2Tokenizer\" | 2 3 4 1",
                "\"add_bos_token\": false, \"tokenizer_class\": \"LlamaTokenizer\" | 3 4",
                "\"add_bos_token\": false, \"tokenizer_class\": \"PreTrainedTokenizerFast\" | 3 4 5",
                "\"add_bos_token\": false, \"add_eos_token\": false, \"tokenizer_class\": \"LlamaTokenizer\" | 3 4",
                "\"add_bos_token\": null, \"tokenizer_class\": \"LlamaTokenizer\" | 2 3 4 5",
            })
    void aSideThatTheConfigIsSilentAboutIsAsTransformersHasIt(String settings, String expected) throws IOException {
        CharacterTokenizer.write(directory, "abc");
        Path file = directory.resolve("tokenizer.json");
        String processor = """
                {"type": "TemplateProcessing",
                 "single": [{"SpecialToken": {"id": "<unk>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                            {"SpecialToken": {"id": "c", "type_id": 0}}],
                 "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
                 "special_tokens": {"<unk>": {"id": "<unk>", "ids": [2], "tokens": ["<unk>"]},
                                    "c": {"id": "c", "ids": [5], "tokens": ["c"]}}}""";
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst("\"post_processor\"\\s*:\\s*null", "\"post_processor\": " + processor));
        Path config = directory.resolve("tokenizer_config.json");
        Files.writeString(
                config,
                Files.readString(config).replaceFirst("\"tokenizer_class\"[^\n]*", "\"padding_side\" : \"left\""));
        configure("\"bos_token\": \"<pad>\", " + settings);
        try (Tokenizer tokenizer = Tokenizer.load(directory)) {
            assertThat(tokenizer.encodePrompt("ab"))
                    .containsExactly(Arrays.stream(expected.split(" "))
                            .mapToInt(Integer::parseInt)
                            .toArray());
        }
    }

    @Test
    void aBeginningThatIsNoTokenIsNamed() throws IOException {
        CharacterTokenizer.write(directory, "abc");
        configure("\"add_bos_token\": true");
        assertThatThrownBy(() -> Tokenizer.load(directory))
                .hasMessage(directory.resolve("tokenizer_config.json")
                        + ": add_bos_token is true, but bos_token must then be a token of the tokenizer, got none");
    }

    @Test
    void aSlowTokenizerAloneIsSaidToBeOne() throws IOException {
        Files.writeString(directory.resolve("tokenizer.model"), "");
        assertThatThrownBy(() -> Tokenizer.load(directory))
                .hasMessageStartingWith(
                        "a model directory must hold tokenizer.json, got only the files of a slow tokenizer");
    }

    @Test
    void aPointerOfGitLfsIsNamed() throws IOException {
        Path file = directory.resolve("tokenizer.json");
        Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:01\nsize 11421896\n");
        assertThatThrownBy(() -> Tokenizer.load(directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + " is a Git LFS pointer, not the file itself; git lfs pull fetches it");
    }

    @Test
    void missingOrBrokenFileIsOneClearLine() throws IOException {
        assertThatThrownBy(() -> Tokenizer.load(directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a model directory must hold tokenizer.json, got none in " + directory);
        Path file = directory.resolve("tokenizer.json");
        Files.writeString(file, "{\"model\":");
        assertThatThrownBy(() -> Tokenizer.load(directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ": not JSON: ")
                .hasMessageNotContaining("\n");
        Files.writeString(file, "{\"model\":{\"type\":\"none\"}}");
        assertThatThrownBy(() -> Tokenizer.load(directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ": not a tokenizer: ");
    }

    @Test
    void alphabetWithARepetitionOrHalfAPairIsRefused() {
        assertThatThrownBy(() -> CharacterTokenizer.write(directory, "aba"))
                .hasMessage("an alphabet must hold each character once, got 'a' again at 2");
        assertThatThrownBy(() -> CharacterTokenizer.write(directory, "a😀"))
                .hasMessage("an alphabet must hold characters up to U+FFFF, got half of a pair at 1");
    }
}
