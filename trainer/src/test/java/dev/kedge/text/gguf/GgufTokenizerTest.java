package dev.kedge.text.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.gguf.GgufMetadata;
import dev.kedge.text.ByteTokenizer;
import dev.kedge.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufTokenizerTest {

    private static final int CONTROL = 3;
    private static final int NORMAL = 1;
    private static final int UNUSED = 5;
    private static final int BYTE = 6;

    @TempDir
    Path folder;

    /** The letters a, b, the digits 1, 2, a blank and a line break, merged to "ab", "12" and "\n\n". */
    private static Map<String, Object> byteLevel(String rule) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("tokenizer.ggml.model", "gpt2");
        values.put("tokenizer.ggml.pre", rule);
        values.put(
                "tokenizer.ggml.tokens",
                List.of("<s>", "a", "b", "1", "2", "Ġ", "Ċ", "ab", "12", "ĊĊ", "Ġ1", "</s>", "[PAD12]"));
        values.put(
                "tokenizer.ggml.token_type",
                List.of(
                        CONTROL, NORMAL, NORMAL, NORMAL, NORMAL, NORMAL, NORMAL, NORMAL, NORMAL, NORMAL, NORMAL,
                        CONTROL, UNUSED));
        values.put("tokenizer.ggml.merges", List.of("a b", "1 2", "Ċ Ċ", "Ġ 1"));
        values.put("tokenizer.ggml.bos_token_id", 0L);
        values.put("tokenizer.ggml.eos_token_id", 11L);
        values.put("tokenizer.chat_template", "{{ messages[0].content }}");
        return values;
    }

    private Tokenizer tokenizer(Map<String, Object> values) throws IOException {
        for (Map.Entry<String, byte[]> file :
                GgufTokenizer.files(new GgufMetadata(values)).entrySet()) {
            Files.createDirectories(folder.resolve(file.getKey()).getParent());
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        return Tokenizer.load(folder);
    }

    /** GPT-2 keeps a number together, SmolLM cuts it into digits, and after two line breaks as well. */
    @Test
    void theNamedRuleCutsTheText() throws IOException {
        try (Tokenizer gpt2 = tokenizer(byteLevel("gpt-2"))) {
            assertThat(gpt2.encode("ab12")).containsExactly(7, 8);
            assertThat(gpt2.encode("ab 12")).containsExactly(7, 5, 8); // "1 2" is merged before "Ġ 1"
        }
        try (Tokenizer digits = tokenizer(byteLevel("smollm"))) {
            assertThat(digits.encode("ab12")).containsExactly(7, 3, 4);
            assertThat(digits.encode("ab\n\n12")).containsExactly(7, 9, 3, 4);
        }
    }

    @Test
    void rolesBeginningsAndUnusedRows() throws IOException {
        Map<String, Object> values = byteLevel("gpt-2");
        try (Tokenizer plain = tokenizer(values)) {
            assertThat(plain.endToken()).hasValue(11);
            assertThat(plain.vocabularySize()).isEqualTo(12); // the row [PAD12] is no token
            assertThat(plain.encodePrompt("ab")).containsExactly(7);
            assertThat(plain.encode("<s>ab")).containsExactly(0, 7);
            assertThat(plain.decode(new int[] {0, 7, 11})).isEqualTo("ab");
            assertThat(plain.asGguf(13).flag("tokenizer.ggml.add_bos_token")).contains(false);
        }
        values.put("tokenizer.ggml.add_bos_token", true);
        values.put("tokenizer.ggml.add_eos_token", true);
        try (Tokenizer around = tokenizer(values)) {
            assertThat(around.encodePrompt("ab")).containsExactly(0, 7, 11);
            assertThat(around.asGguf(13).flag("tokenizer.ggml.add_bos_token")).contains(true);
            assertThat(around.asGguf(13).flag("tokenizer.ggml.add_eos_token")).contains(true);
        }
    }

    @Test
    void whatIsNotKnownIsRefusedByName() {
        assertThatThrownBy(() -> GgufTokenizer.files(new GgufMetadata(byteLevel("acme"))))
                .hasMessageStartingWith("tokenizer.ggml.pre must be one of chatglm-bpe, ")
                .hasMessageEndingWith("got acme");
        Map<String, Object> values = byteLevel("gpt-2");
        values.put("tokenizer.ggml.model", "t5");
        assertThatThrownBy(() -> GgufTokenizer.files(new GgufMetadata(values)))
                .hasMessage("tokenizer.ggml.model must be gpt2 or llama, got t5");
        values.put("tokenizer.ggml.model", "gpt2");
        values.put("tokenizer.ggml.eos_token_id", 99L);
        assertThatThrownBy(() -> GgufTokenizer.files(new GgufMetadata(values)))
                .hasMessage("tokenizer.ggml.eos_token_id must be in [0, 12], got 99");
    }

    /**
     * Scores decide: "ab" (-1) goes before "bc" (-2), so "abc" is "ab" and "c", and with the scores changed "a" and
     * "bc".
     */
    @Test
    void scoresOfSentencePieceAreMerges() throws IOException {
        assertThat(pieces(-1, -2, "abc")).containsExactly("▁", "ab", "c");
        assertThat(pieces(-2, -1, "abc")).containsExactly("▁", "a", "bc");
        assertThat(pieces(-1, -2, "a b")).containsExactly("▁", "a", "▁", "b");
        assertThat(pieces(-1, -2, "\t")).containsExactly("▁", "<0x09>");
    }

    private List<String> pieces(double ab, double bc, String text) throws IOException {
        List<String> tokens = List.of("<unk>", "<s>", "</s>", "<0x09>", "▁", "a", "b", "c", "ab", "bc");
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("tokenizer.ggml.model", "llama");
        values.put("tokenizer.ggml.tokens", tokens);
        values.put("tokenizer.ggml.token_type", List.of(2, CONTROL, CONTROL, BYTE, 1, 1, 1, 1, 1, 1));
        values.put("tokenizer.ggml.scores", List.of(0, 0, 0, 0, -3.0, -4.0, -5.0, -6.0, ab, bc));
        values.put("tokenizer.ggml.unknown_token_id", 0L);
        values.put("tokenizer.ggml.bos_token_id", 1L);
        try (Tokenizer tokenizer = tokenizer(values)) {
            List<String> pieces = new ArrayList<>();
            for (int id : tokenizer.encode(text)) {
                pieces.add(tokens.get(id));
            }
            assertThat(tokenizer.encodePrompt(text)[0]).isEqualTo(1); // SentencePiece begins with <s> unless told
            assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
            return pieces;
        }
    }

    @Test
    void aTokenizerComesBackFromItsMetadata() throws IOException {
        Path written = Files.createDirectories(folder.resolve("bytes"));
        ByteTokenizer.write(written);
        try (Tokenizer bytes = Tokenizer.load(written);
                Tokenizer back = tokenizer(bytes.asGguf(264).values())) {
            for (String text : List.of("Hello, 42 ½ é\n\n 7", "", "<eos>x", "日本語")) {
                assertThat(back.encode(text)).containsExactly(bytes.encode(text));
            }
            assertThat(back.endToken()).isEqualTo(bytes.endToken());
        }
    }
}
