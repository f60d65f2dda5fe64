package dev.kedge.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFileTest {

    @TempDir
    Path folder;

    private static SafetensorsBytes twoTensors() {
        byte[] one = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1.5f)
                .putFloat(-2)
                .array();
        return new SafetensorsBytes()
                .add("a", "F32", new long[] {2}, one)
                .add("b", "BF16", new long[] {1, 3}, new byte[] {0, 0x3f, (byte) 0x80, 0x3f, 0, 0x40});
    }

    @Test
    void elementsComeOutInTheDestinationsType() throws IOException {
        Path path = folder.resolve("x.safetensors");
        twoTensors().writeTo(path);
        try (SafetensorsFile file = SafetensorsFile.open(path);
                Scope scope = Scope.open()) {
            assertThat(HostMemory.floats(GoldenModel.read(file, "a"))).containsExactly(1.5f, -2f);
            // bfloat16 is the upper half of float32: 0x3f00 = 0.5, 0x3f80 = 1, 0x4000 = 2
            assertThat(HostMemory.floats(GoldenModel.read(file, "b"))).containsExactly(0.5f, 1f, 2f);
        }
    }

    @Test
    void aTensorWithoutElementsIsATensor() throws IOException {
        SafetensorsBytes bytes = twoTensors().entry("none", "F32", "[0, 7]", 14, 14);
        Path path = folder.resolve("x.safetensors");
        bytes.writeTo(path);
        try (SafetensorsFile file = SafetensorsFile.open(path);
                Scope scope = Scope.open()) {
            assertThat(HostMemory.floats(GoldenModel.read(file, "none"))).isEmpty();
        }
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] whole = twoTensors().toBytes();
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length), "truncated");
        }
    }

    @Test
    void anAbsurdHeaderLengthIsRefusedBeforeMemoryIsTaken() throws IOException {
        byte[] bytes = twoTensors().toBytes();
        for (long length : new long[] {0, 1, 100_000_001, 1L << 40, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
            assertRefused(bytes, "header length must be in [2, 100000000]");
        }
    }

    @Test
    void dataMustBeCoveredOnceAndWholly() throws IOException {
        SafetensorsBytes overlap =
                new SafetensorsBytes().data(12).entry("a", "F32", "[2]", 0, 8).entry("b", "F32", "[2]", 4, 12);
        assertRefused(overlap.toBytes(), "tensor b begins at byte 4 and overlaps a, which ends at byte 8");
        SafetensorsBytes twice =
                new SafetensorsBytes().data(8).entry("a", "F32", "[2]", 0, 8).entry("b", "F32", "[2]", 0, 8);
        assertRefused(twice.toBytes(), "overlaps");
        SafetensorsBytes gap =
                new SafetensorsBytes().data(12).entry("a", "F32", "[1]", 0, 4).entry("b", "F32", "[1]", 8, 12);
        assertRefused(gap.toBytes(), "tensor b begins at byte 8 and leaves a gap after a, which ends at byte 4");
        assertRefused(twoTensors().data(3).toBytes(), "the header describes 14 bytes of data, but 17 follow it");
    }

    @Test
    void sizesAndOffsetsMustMakeSense() throws IOException {
        assertRefused(one("F32", "[2]", 0, 4), "F32 [2] needs 8 bytes, but data_offsets [0, 4] span 4");
        assertRefused(one("F32", "[2]", 4, 0), "begin <= end");
        assertRefused(one("F32", "[2]", -4, 4), "data_offsets must be a list of integers >= 0");
        assertRefused(one("F32", "[-1]", 0, 4), "shape must be a list of integers >= 0");
        assertRefused(one("F32", "[1.5]", 0, 4), "shape must be a list of integers >= 0");
        assertRefused(one("F32", "1", 0, 4), "shape must be a list of integers >= 0");
        assertRefused(one("F32", "[4294967296, 4294967296]", 0, 4), "absurd");
        assertRefused(one("F32", "[99999999999999999999]", 0, 4), "shape must be a list");
        assertRefused(one("Q4", "[1]", 0, 4), "dtype must be one of");
    }

    private static byte[] one(String type, String shape, long begin, long end) {
        return new SafetensorsBytes()
                .data(4)
                .entry("t", type, shape, begin, end)
                .toBytes();
    }

    @Test
    void theHeaderMustBeOneJsonObjectInUtf8() throws IOException {
        SafetensorsBytes file = new SafetensorsBytes();
        assertRefused(file.toBytes(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}), "not UTF-8");
        assertRefused(file.toBytes(ascii("{\"a\":")), "not valid JSON");
        assertRefused(file.toBytes(ascii("[1, 2]")), "must be a JSON object");
        assertRefused(file.toBytes(ascii("{} {}")), "not valid JSON");
        assertRefused(file.toBytes(ascii("{\"a\":3}")), "dtype must be one of");
        assertRefused(file.toBytes(ascii("[".repeat(100_000))), "not valid JSON");
        assertRefused(file.toBytes(ascii("{\"a\":{},\"a\":{}}")), "not valid JSON");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void damagedBytesAreReadOrRefusedButNothingElseHappens() throws IOException {
        byte[] whole = twoTensors().toBytes();
        SplittableRandom random = new SplittableRandom(20260101);
        int refused = 0;
        for (int trial = 0; trial < 1000; trial++) {
            byte[] bytes = whole.clone();
            int damages = 1 + random.nextInt(4);
            for (int i = 0; i < damages; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Path path = folder.resolve("damaged.safetensors");
            Files.write(
                    path, Arrays.copyOf(bytes, random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length));
            try (SafetensorsFile file = SafetensorsFile.open(path);
                    Scope scope = Scope.open()) {
                for (String name : file.tensors().keySet()) {
                    HostMemory.floats(GoldenModel.read(file, name));
                }
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageStartingWith(path.toString());
                refused++;
            }
        }
        assertThat(refused).as("most damage is in the header").isBetween(500, 999);
    }

    private void assertRefused(byte[] bytes, String message) throws IOException {
        Path path = folder.resolve("bad.safetensors");
        Files.write(path, bytes);
        assertThatThrownBy(() -> SafetensorsFile.open(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(path.toString())
                .hasMessageContaining(message)
                .message()
                .satisfies(text -> assertThat(text.lines()).hasSize(1));
    }
}
