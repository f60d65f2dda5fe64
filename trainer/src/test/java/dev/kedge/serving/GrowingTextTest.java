package dev.kedge.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.text.ByteTokenizer;
import dev.kedge.text.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every token is a byte here, so that é takes two, € three and 😀 four. */
class GrowingTextTest {

    private static final int FIRST_BYTE = 3;
    private static final int END = 1;

    @TempDir
    private static Path folder;

    private static Tokenizer tokenizer;

    @BeforeAll
    static void open() throws IOException {
        ByteTokenizer.write(folder);
        tokenizer = Tokenizer.load(folder);
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    private static int[] bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] tokens = new int[bytes.length];
        Arrays.setAll(tokens, i -> FIRST_BYTE + (bytes[i] & 0xFF));
        return tokens;
    }

    /** What is given out after each token, and at the end. */
    private static List<String> pieces(int[] tokens, String... stop) {
        GrowingText text = new GrowingText(tokenizer, List.of(stop));
        List<String> pieces = new ArrayList<>();
        for (int token : tokens) {
            pieces.add(text.add(token));
            if (text.stopped()) {
                return pieces;
            }
        }
        pieces.add(text.end());
        return pieces;
    }

    @Test
    void aCharacterIsGivenOutWithItsLastByte() {
        assertThat(pieces(bytes("aé€😀b"))).containsExactly("a", "", "é", "", "", "€", "", "", "", "😀", "b", "");
    }

    @Test
    void halfACharacterAtTheEndIsGivenOutAsItIsDecoded() {
        int[] cut = Arrays.copyOf(bytes("a😀"), 3);
        assertThat(String.join("", pieces(cut)))
                .isEqualTo(tokenizer.decode(cut))
                .startsWith("a\uFFFD");
    }

    /** "ab" may be the beginning of "abc" until "d" shows that it is not; "abc" ends the text before it. */
    @Test
    void whatCouldBeginAStopStringWaits() {
        assertThat(pieces(bytes("xabdab"), "abc")).containsExactly("x", "", "", "abd", "", "", "ab");
        assertThat(pieces(bytes("xababc!"), "abc")).containsExactly("x", "", "", "ab", "", "");
        assertThat(pieces(bytes("x€y"), "€")).containsExactly("x", "", "", "");
        assertThat(pieces(bytes("one\n\ntwo"), "\n\n", "o\n")).containsExactly("", "on", "e", "", "");
        assertThat(pieces(bytes("foo\n"), "o\n", "\n")).containsExactly("f", "", "o", "");
    }

    @Test
    void theFirstOfSeveralStopStringsEndsTheText() {
        assertThat(String.join("", pieces(bytes("say hello world"), "world", "lo", "xyz")))
                .isEqualTo("say hel");
    }

    /** Random texts of all planes, special tokens and broken bytes among them: in pieces the text of all tokens. */
    @Test
    void piecesAreTogetherWhatTheTokenizerDecodes() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 300; round++) {
            List<Integer> tokens = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                int kind = random.nextInt(10);
                if (kind == 0) {
                    tokens.add(random.nextInt(3));
                } else if (kind == 1) {
                    tokens.add(FIRST_BYTE + random.nextInt(256));
                } else {
                    int[] planes = {0x80, 0x800, 0xD800, 0x110000};
                    int point = random.nextInt(planes[random.nextInt(planes.length)]);
                    String text = Character.isValidCodePoint(point) && !(point >= 0xD800 && point < 0xE000)
                            ? Character.toString(point)
                            : " ";
                    Arrays.stream(bytes(text)).forEach(tokens::add);
                }
            }
            int[] all = tokens.stream().mapToInt(Integer::intValue).toArray();
            String whole = tokenizer.decode(all);
            assertThat(String.join("", pieces(all))).isEqualTo(whole);
            String stop = whole.substring(whole.length() / 2, Math.min(whole.length(), whole.length() / 2 + 2));
            assertThat(String.join("", pieces(all, stop))).isEqualTo(whole.substring(0, whole.indexOf(stop)));
        }
    }

    @Test
    void anEndTokenIsNoText() {
        assertThat(pieces(new int[] {FIRST_BYTE + 'a', END, FIRST_BYTE + 'b'})).containsExactly("a", "", "b", "");
    }
}
