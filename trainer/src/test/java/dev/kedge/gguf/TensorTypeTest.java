package dev.kedge.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code blocks.jsonl}: what the package gguf 0.17.1 reads from blocks and makes of numbers
 * ({@code parity/gguf-blocks}).
 */
class TensorTypeTest {

    private static List<JsonNode> rows() throws IOException {
        try (InputStream table = TensorTypeTest.class.getResourceAsStream("blocks.jsonl")) {
            assertThat(table).isNotNull();
            JsonMapper json = new JsonMapper();
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(json::readTree)
                    .toList();
        }
    }

    private static float[] floats(JsonNode bits) {
        float[] numbers = new float[bits.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Float.intBitsToFloat((int) bits.path(i).asLong());
        }
        return numbers;
    }

    @Test
    void blocksAreReadBitForBitAsTheFormatsOwnPackageReadsThem() throws IOException {
        Set<TensorType> seen = EnumSet.of(TensorType.F32);
        for (JsonNode row : rows()) {
            if (row.has("numbers")) {
                TensorType type = TensorType.valueOf(row.path("type").asString());
                byte[] block = HexFormat.of().parseHex(row.path("block").asString());
                float[] expected = floats(row.path("numbers"));
                float[] numbers = new float[expected.length];
                type.read(ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN), numbers);
                assertThat(numbers).as("%s", type).containsExactly(expected);
                seen.add(type);
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(TensorType.values());
    }

    @Test
    void blocksAreWrittenByteForByteAsTheFormatsOwnPackageWritesThem() throws IOException {
        Set<TensorType> seen = EnumSet.of(TensorType.F32);
        for (JsonNode row : rows()) {
            if (row.has("from")) {
                TensorType type = TensorType.valueOf(row.path("type").asString());
                float[] numbers = floats(row.path("from"));
                ByteBuffer block = ByteBuffer.allocate(numbers.length / type.blockElements() * type.blockBytes())
                        .order(ByteOrder.LITTLE_ENDIAN);
                type.write(numbers, numbers.length, block);
                assertThat(HexFormat.of().formatHex(block.array()))
                        .as("%s", type)
                        .isEqualTo(row.path("block").asString());
                seen.add(type);
            }
        }
        for (TensorType type : TensorType.values()) {
            assertThat(type.isWritable()).as("%s", type).isEqualTo(seen.contains(type));
        }
    }

    /** All 65,536 halves: to float32 and back is the same number; of NaN only that it is one. */
    @Test
    void everyHalfIsAFloatAndComesBack() {
        for (int bits = 0; bits <= 0xFFFF; bits++) {
            float number = HalfPrecision.ofHalf(bits);
            if (Float.isNaN(number)) {
                assertThat(HalfPrecision.ofHalf(HalfPrecision.toHalf(number))).isNaN();
            } else {
                assertThat(HalfPrecision.toHalf(number) & 0xFFFF).isEqualTo(bits);
            }
        }
    }

    /**
     * Halves near 1 are 2^-10 apart: 1 + 2^-11 lies in the middle and goes to the even 1, anything above to 1 + 2^-10.
     */
    @Test
    void aNumberBetweenTwoHalvesGoesToTheNearerAndFromTheMiddleToTheEvenOne() {
        assertThat(HalfPrecision.ofHalf(HalfPrecision.toHalf(1 + 0x1p-11f))).isEqualTo(1);
        assertThat(HalfPrecision.ofHalf(HalfPrecision.toHalf(1 + 0x1.01p-11f))).isEqualTo(1 + 0x1p-10f);
        assertThat(HalfPrecision.ofHalf(HalfPrecision.toHalf(1 + 0x3p-11f))).isEqualTo(1 + 0x1p-9f);
        assertThat(HalfPrecision.ofHalf(HalfPrecision.toHalf(65_519))).isEqualTo(65_504);
        assertThat(HalfPrecision.ofHalf(HalfPrecision.toHalf(65_520))).isInfinite();
        assertThat(HalfPrecision.ofHalf(HalfPrecision.toHalf(0x1p-25f))).isZero();
        assertThat(HalfPrecision.ofHalf(HalfPrecision.toHalf(0x1.8p-24f))).isEqualTo(0x1p-23f);
    }

    @Test
    void aTypeThatIsNotReadIsNamed() {
        assertThatThrownBy(() -> TensorType.of(16))
                .hasMessage("its type must be one of F32, F16, BF16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q4_K, Q5_K, Q6_K,"
                        + " got IQ2_XXS");
        assertThatThrownBy(() -> TensorType.of(99)).hasMessageEndingWith("got number 99");
    }
}
