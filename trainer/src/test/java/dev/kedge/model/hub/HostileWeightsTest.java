package dev.kedge.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Weights that were damaged or made to do harm: either the same tensors are read or one line says what is wrong, and
 * nothing else ever happens, least of all to the process.
 */
class HostileWeightsTest {

    private static final int TRIALS = 1_000;

    /** What a number of the header is replaced by. */
    private static final String[] NUMBERS = {
        "-1",
        "0",
        "1",
        "3",
        "4",
        "7",
        "8",
        "12",
        "16",
        "2147483647",
        "2147483648",
        "4294967296",
        "9223372036854775807",
        "9223372036854775808",
        "1e3",
        "1.5",
        "-0",
        "null",
        "\"4\"",
        "[4]",
        "{}",
        "true",
        "",
        "00",
        "99999999999999999999999"
    };

    private static final String[] WORDS = {
        "F32", "F64", "F16", "BF16", "I64", "U8", "Q4", "f32", "", "\\u0000", "BOOL", "F8_E4M3"
    };

    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\n",
        "\u0000",
        "\"a\":",
        "null",
        "é",
        "\"__metadata__\":{\"a\":1},",
        "\"b\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},"
    };

    @TempDir
    Path folder;

    private byte[] header;
    private byte[] data;
    private TreeMap<String, float[]> tensors;

    @BeforeEach
    void writeTensors() {
        String json = "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[16,28]},"
                + "\"c\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[28,32]}}";
        header = json.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 8; i++) {
            bytes.putFloat(i + 0.5f);
        }
        data = bytes.array();
        tensors = new TreeMap<>();
        tensors.put("a", new float[] {0.5f, 1.5f, 2.5f, 3.5f});
        tensors.put("b", new float[] {4.5f, 5.5f, 6.5f});
        tensors.put("c", new float[] {7.5f});
    }

    private static byte[] file(long length, byte[] header, byte[] data) {
        return ByteBuffer.allocate(Long.BYTES + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(header)
                .put(data)
                .array();
    }

    /** Reads everything there is; whether it was refused. */
    private boolean refused(byte[] bytes) throws IOException {
        Path path = folder.resolve("x.safetensors");
        Files.write(path, bytes);
        try (SafetensorsFile file = SafetensorsFile.open(path);
                Scope scope = Scope.open()) {
            for (String name : file.tensors().keySet()) {
                GoldenModel.read(file, name);
            }
            return false;
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith(path + ": ");
            assertThat(String.valueOf(e.getMessage()).lines())
                    .as(e.getMessage())
                    .hasSize(1);
            return true;
        }
    }

    @Test
    void theUndamagedFileIsRead() throws IOException {
        Path path = folder.resolve("x.safetensors");
        Files.write(path, file(header.length, header, data));
        try (SafetensorsFile file = SafetensorsFile.open(path);
                Scope scope = Scope.open()) {
            assertThat(file.tensors().keySet()).containsExactlyElementsOf(tensors.keySet());
            tensors.forEach((name, values) ->
                    assertThat(HostMemory.floats(GoldenModel.read(file, name))).containsExactly(values));
        }
    }

    @Test
    void everyTruncationAndEveryExtensionIsRefused() throws IOException {
        byte[] whole = file(header.length, header, data);
        for (int length = 0; length < whole.length; length++) {
            assertThat(refused(Arrays.copyOf(whole, length)))
                    .as("%d bytes", length)
                    .isTrue();
            assertThat(refused(Arrays.copyOf(whole, whole.length + 1 + length))).isTrue();
        }
    }

    /** 1,000 in each of five ways: bytes, numbers, types, pieces of JSON, and the length of the header. */
    @RepeatedTest(5)
    void damageIsReadOrRefused(RepetitionInfo repetition) throws IOException {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        int refused = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            byte[] damaged = header;
            long length = -1;
            int times = 1 + random.nextInt(3);
            for (int i = 0; i < times; i++) {
                String text = new String(damaged, StandardCharsets.ISO_8859_1);
                switch (repetition.getCurrentRepetition()) {
                    case 1 -> {
                        damaged = damaged.clone();
                        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                    }
                    case 2 -> damaged = replaced(text, "(?<=[\\[,])\\d+(?=[\\],])", NUMBERS, random);
                    case 3 -> damaged = replaced(text, "F32", WORDS, random);
                    case 4 -> {
                        int at = random.nextInt(text.length());
                        int end = Math.min(text.length(), at + random.nextInt(12));
                        String piece = PIECES[random.nextInt(PIECES.length)];
                        damaged =
                                (text.substring(0, at) + piece + text.substring(end)).getBytes(StandardCharsets.UTF_8);
                    }
                    default -> length = random.nextLong() >>> random.nextInt(64);
                }
            }
            byte[] file = file(length < 0 ? damaged.length : length, damaged, data);
            refused += refused(file) ? 1 : 0;
        }
        assertThat(refused).as("most damage is noticed").isGreaterThan(TRIALS / 2);
    }

    private static byte[] replaced(String text, String pattern, String[] by, SplittableRandom random) {
        var matches = Pattern.compile(pattern).matcher(text).results().toList();
        if (matches.isEmpty()) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
        var match = matches.get(random.nextInt(matches.size()));
        return (text.substring(0, match.start()) + by[random.nextInt(by.length)] + text.substring(match.end()))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aNameThatIsThereTwiceIsRefused() throws IOException {
        String twice = new String(header, StandardCharsets.UTF_8).replace("\"b\":", "\"a\":");
        assertThat(refused(file(twice.length(), twice.getBytes(StandardCharsets.UTF_8), data)))
                .isTrue();
    }

    /** A file that shrinks between its opening and its reading: the mapping would end the process where it ends. */
    @Test
    void aFileThatIsCutAfterItWasOpenedIsNoCrash() throws IOException {
        Path path = folder.resolve("x.safetensors");
        Files.write(path, file(header.length, header, data));
        try (SafetensorsFile file = SafetensorsFile.open(path);
                Scope scope = Scope.open()) {
            Files.write(path, Arrays.copyOf(Files.readAllBytes(path), Long.BYTES + header.length));
            assertThatThrownBy(() -> GoldenModel.read(file, "b"))
                    .isInstanceOfAny(IllegalArgumentException.class, UncheckedIOException.class)
                    .hasMessageContaining("x.safetensors");
        }
    }

    private void index(String weightMap) throws IOException {
        Files.writeString(folder.resolve(StoredWeights.INDEX), "{\"weight_map\": " + weightMap + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": \"../x.safetensors\"}",
                "{\"a\": \"/etc/passwd\"}",
                "{\"a\": \"/tmp/x.safetensors\"}",
                "{\"a\": \"sub/x.safetensors\"}",
                "{\"a\": \"sub\\\\x.safetensors\"}",
                "{\"a\": \"..\"}",
                "{\"a\": \".safetensors\"}",
                "{\"a\": \"x.safetensors\\u0000.safetensors\"}",
                "{\"a\": \"file:x.safetensors\"}",
                "{\"a\": \"x.bin\"}",
                "{\"a\": \"\"}",
                "{\"a\": 5}",
                "{\"a\": [\"x.safetensors\"]}",
                "{\"a\": {\"x\": 1}}",
                "{\"a\": null, \"b\": \"../y.safetensors\"}",
                "{\"a\": \"missing.safetensors\"}",
                "{\"z\": \"x.safetensors\"}",
                "[\"x.safetensors\"]",
                "\"x.safetensors\"",
                "5",
                "null"
            })
    void anIndexThatLeadsElsewhereIsRefused(String weightMap) throws IOException {
        Files.write(folder.resolve("x.safetensors"), file(header.length, header, data));
        index(weightMap);
        assertThatThrownBy(() -> StoredWeights.open(folder).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(folder.toString())
                .message()
                .satisfies(text -> assertThat(text.lines()).hasSize(1));
    }

    @Test
    void aTensorInAnotherShardThanTheIndexSaysIsRefused() throws IOException {
        byte[] other =
                "{\"d\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}".getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("x.safetensors"), file(header.length, header, data));
        Files.write(folder.resolve("y.safetensors"), file(other.length, other, new byte[4]));
        index(
                "{\"a\": \"x.safetensors\", \"b\": \"y.safetensors\", \"c\": \"x.safetensors\", \"d\": \"y.safetensors\"}");
        assertThatThrownBy(() -> StoredWeights.open(folder).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("tensor b should be in y.safetensors but is not");
    }

    @Test
    void aDamagedIndexIsReadOrRefused() throws IOException {
        Files.write(folder.resolve("x.safetensors"), file(header.length, header, data));
        byte[] whole =
                "{\"metadata\":{\"total_size\":32},\"weight_map\":{\"a\":\"x.safetensors\",\"b\":\"x.safetensors\",\"c\":\"x.safetensors\"}}"
                        .getBytes(StandardCharsets.UTF_8);
        SplittableRandom random = new SplittableRandom(9);
        for (int trial = 0; trial < TRIALS; trial++) {
            byte[] damaged = whole.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(folder.resolve(StoredWeights.INDEX), damaged);
            try (StoredWeights weights = StoredWeights.open(folder)) {
                assertThat(weights.tensors().keySet()).containsExactlyInAnyOrderElementsOf(tensors.keySet());
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining(folder.toString());
                assertThat(String.valueOf(e.getMessage()).lines())
                        .as(e.getMessage())
                        .hasSize(1);
            }
        }
    }
}
