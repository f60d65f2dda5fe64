package dev.kedge.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ByteTokenizerTest {

    @TempDir
    Path directory;

    @BeforeEach
    void write() throws IOException {
        ByteTokenizer.write(directory);
    }

    private static int[] bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return IntStream.range(0, bytes.length).map(i -> 3 + (bytes[i] & 0xFF)).toArray();
    }

    private static String randomText(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            int point = switch (random.nextInt(4)) {
                case 0 -> random.nextInt(0x80);
                case 1 -> random.nextInt(0x80, 0x800);
                case 2 -> random.nextInt(0x800, 0xD800);
                default -> random.nextInt(0x10000, 0x110000);
            };
            text.appendCodePoint(point);
        }
        return text.toString();
    }

    @Test
    void everyTokenIsOneByteOfUtf8() throws IOException {
        try (Tokenizer tokenizer = Tokenizer.load(directory)) {
            assertThat(tokenizer.vocabularySize()).isEqualTo(259);
            String text = "Janet’s 16 eggs,  two\tper\n\n day 😀 don't\u0000\u00A0\u00AD";
            assertThat(tokenizer.encode(text)).containsExactly(bytes(text));
            assertThat(tokenizer.decode(bytes(text))).isEqualTo(text);
            assertThat(tokenizer.id("<eos>")).hasValue(1);
        }
    }

    @Test
    void decodingUndoesEncodingForAnyUnicodeText() throws IOException {
        SplittableRandom random = new SplittableRandom(8);
        try (Tokenizer tokenizer = Tokenizer.load(directory)) {
            for (int i = 0; i < 1_000; i++) {
                String text = randomText(random);
                assertThat(tokenizer.encode(text)).containsExactly(bytes(text));
                assertThat(tokenizer.decode(bytes(text))).isEqualTo(text);
            }
        }
    }

    @Test
    void longTextIsNotTruncated() throws IOException {
        String text = "A robe takes 2 bolts of blue fiber and half that much white fiber. ".repeat(2_000);
        try (Tokenizer tokenizer = Tokenizer.load(directory)) {
            assertThat(tokenizer.encode(text)).hasSize(text.length());
            assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
        }
    }

    @Test
    void partOfACharacterDecodesToTheReplacementCharacter() throws IOException {
        try (Tokenizer tokenizer = Tokenizer.load(directory)) {
            assertThat(tokenizer.decode(new int[] {3 + 'a', 3 + 0xC3})).isEqualTo("a\uFFFD");
            assertThat(tokenizer.decode(new int[] {3 + 'a', 1, 0})).isEqualTo("a");
        }
    }

    @Test
    void severalThreadsShareOneTokenizer() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Tokenizer tokenizer = Tokenizer.load(directory)) {
            Callable<Boolean> work = () -> {
                SplittableRandom random = new SplittableRandom(9);
                for (int i = 0; i < 300; i++) {
                    String text = randomText(random);
                    if (!tokenizer.decode(tokenizer.encode(text)).equals(text)) {
                        return false;
                    }
                }
                return true;
            };
            for (Future<Boolean> outcome : threads.invokeAll(Collections.nCopies(8, work))) {
                assertThat(outcome.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
