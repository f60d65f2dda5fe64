package dev.kedge.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GgufFileTest {

    private static final float[] NUMBERS = {1, -2, 0.5f, 3, 0, -0.25f};

    @TempDir
    Path folder;

    private static GgufMetadata metadata() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("general.architecture", "llama");
        values.put("a.count", 3L);
        values.put("a.sign", -3);
        values.put("a.share", 1e-5);
        values.put("a.flag", true);
        values.put("a.texts", List.of("é", ""));
        values.put("a.numbers", List.of(1, -1));
        return new GgufMetadata(values);
    }

    private static NewTensor tensor(String name) {
        return new NewTensor(
                name, TensorType.F32, List.of(2L, 3L), sink -> sink.accept(NUMBERS.clone(), NUMBERS.length));
    }

    private static byte[] bytes(GgufMetadata metadata, NewTensor... tensors) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        GgufWriter.write(Channels.newChannel(bytes), metadata, List.of(tensors));
        return bytes.toByteArray();
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("m.gguf"), bytes);
    }

    private static List<Float> numbers(GgufParts file, String name) {
        List<Float> read = new ArrayList<>();
        file.read(name, (numbers, count) -> {
            for (int i = 0; i < count; i++) {
                read.add(numbers[i]);
            }
        });
        return read;
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        try (GgufParts file = GgufParts.open(file(bytes(metadata(), tensor("a"), tensor("b"))))) {
            assertThat(file.metadata().text("general.architecture")).contains("llama");
            assertThat(file.metadata().integer("a.count")).contains(3L);
            assertThat(file.metadata().integer("a.sign")).contains(-3L);
            assertThat(file.metadata().decimal("a.share")).contains(1e-5); // and not 9.999999747378752E-6
            assertThat(file.metadata().flag("a.flag")).contains(true);
            assertThat(file.metadata().texts("a.texts")).contains(List.of("é", ""));
            assertThat(file.metadata().numbers("a.numbers")).contains(List.of(1L, -1L));
            assertThat(file.metadata().text("missing")).isEmpty();
            assertThat(file.tensors().keySet()).containsExactly("a", "b");
            assertThat(file.tensors().values()).extracting(GgufTensor::shape).containsOnly(List.of(2L, 3L));
            assertThat(numbers(file, "a")).containsExactly(1f, -2f, 0.5f, 3f, 0f, -0.25f);
            assertThat(numbers(file, "b")).isEqualTo(numbers(file, "a"));
        }
    }

    @Test
    void aValueOfAnotherTypeIsNamed() {
        assertThatThrownBy(() -> metadata().text("a.count")).hasMessage("a.count must be text, got 3");
        assertThatThrownBy(() -> metadata().integer("a.texts"))
                .hasMessage("a.texts must be a whole number, got a list");
        assertThatThrownBy(() -> metadata().texts("a.numbers")).hasMessage("a.numbers must be a list of texts, got 1");
    }

    @Test
    void partsAreOneModelWhicheverIsNamed() throws IOException {
        Map<String, Object> values = new LinkedHashMap<>(metadata().values());
        values.put("split.tensors.count", 2L);
        GgufMetadata first = new GgufMetadata(values);
        Path one = Files.write(folder.resolve("m-00001-of-00002.gguf"), bytes(first, tensor("a")));
        Path two = Files.write(folder.resolve("m-00002-of-00002.gguf"), bytes(metadata(), tensor("b")));
        try (GgufParts file = GgufParts.open(two)) {
            assertThat(file.path()).isEqualTo(one);
            assertThat(file.tensors().keySet()).containsExactly("a", "b");
            assertThat(numbers(file, "b")).hasSize(6);
        }
        Files.delete(two);
        assertThatThrownBy(() -> GgufParts.open(one)).hasMessage(two + ": no such file");
        Files.write(two, bytes(metadata(), tensor("a")));
        assertThatThrownBy(() -> GgufParts.open(one)).hasMessage(two + ": tensor a is in an earlier part too");
        Files.write(two, bytes(metadata()));
        assertThatThrownBy(() -> GgufParts.open(one))
                .hasMessage(one + ": split.tensors.count is 2, but the parts have 1");
    }

    /** 6 numbers of 4 bytes end 8 bytes before the padding does: with less than that the file is broken. */
    @Test
    void aFileCutAnywhereIsRefusedByName() throws IOException {
        byte[] whole = bytes(metadata(), tensor("a"));
        for (int length = 0; length < whole.length - 8; length++) {
            Path cut = file(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> GgufFile.open(cut))
                    .as("%d bytes", length)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(cut + ": ");
        }
        GgufFile.open(file(Arrays.copyOf(whole, whole.length - 8))).close();
    }

    /** Each byte of the header in turn is 0, 127 and 255: what cannot be read is refused, nothing else happens. */
    @Test
    void aDamagedHeaderIsReadOrRefused() throws IOException {
        byte[] whole = bytes(metadata(), tensor("a"));
        int refused = 0;
        for (int at = 0; at < whole.length - 32; at++) {
            for (int value : new int[] {0, 127, 255}) {
                byte[] damaged = whole.clone();
                damaged[at] = (byte) value;
                Path path = file(damaged);
                try (GgufParts file = GgufParts.open(path)) {
                    file.tensors().keySet().forEach(name -> numbers(file, name));
                } catch (IllegalArgumentException expected) {
                    refused++;
                    assertThat(expected).hasMessageStartingWith(path.toString());
                }
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0x58 | not a GGUF file: it does not begin with GGUF",
                "4 | 0x01 | the version must be 2 or 3, little-endian, got 1",
                "23 | 0x7F | the number of entries of metadata must be at most 1048576, got 9151314442816847879"
            })
    void whatIsWrongIsSaid(int at, String value, String message) throws IOException {
        byte[] bytes = bytes(metadata(), tensor("a"));
        bytes[at] = (byte) (int) Integer.decode(value);
        assertThatThrownBy(() -> GgufFile.open(file(bytes))).hasMessageContaining(message);
    }

    @Test
    void rowsMustFillTheirBlocks() {
        assertThatThrownBy(() -> new NewTensor("a", TensorType.Q8_0, List.of(2L, 48L), sink -> {}))
                .hasMessage("tensor a of shape [2, 48] cannot be written as Q8_0: rows must be a multiple of 32 long");
    }
}
