package dev.kedge.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TensorBoardWriterTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000L));

    @TempDir
    Path temporary;

    /** RFC 3720, appendix B.4 gives CRC-32C of 32 zero bytes as 0x8a9136aa; masked by hand below. */
    @Test
    void theMaskedChecksumOfKnownVectors() {
        // rotr(0x8a9136aa, 15) = 0x6d551522; + 0xa282ead8 = 0x10fd7fffa, of which 32 bits stay.
        assertThat(EventFrame.maskedChecksum(new byte[32], 0, 32)).isEqualTo(0x0fd7fffa);
        // "123456789" has CRC-32C 0xe3069283: rotr 15 = 0x2507c60d; + 0xa282ead8 = 0xc78ab0e5.
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertThat(EventFrame.maskedChecksum(digits, 0, 9)).isEqualTo(0xc78ab0e5);
    }

    /** The bytes of one scalar, written out from the wire format by hand. */
    @Test
    void oneScalarIsTheseBytes() throws IOException {
        write(writer -> writer.scalars(300, Map.of("a/b", 0.5)));
        byte[] file = Files.readAllBytes(onlyFile());
        List<byte[]> events = framesCheckedBitByBit(file);
        assertThat(events).hasSize(2);
        // field 1, fixed64: 1.7e9 as a double is 0x41D954FC40000000; field 2, varint: 0; field 3: 13 characters
        assertThat(hex(events.get(0))).isEqualTo("0900000040fc54d941" + "1000" + "1a0d" + hex("brain.Event:2"));
        // step 300 = 0b10_0101100; summary of 12 bytes: value of 10: tag of 3, then 0.5f = 0x3f000000
        assertThat(hex(events.get(1)))
                .isEqualTo("0900000040fc54d941" + "10ac02" + "2a0c" + "0a0a" + "0a03" + hex("a/b") + "150000003f");
    }

    @Test
    void textHasTheTextPluginAndOneString() throws IOException {
        write(writer -> writer.text(0, "c", "# x"));
        byte[] event = framesCheckedBitByBit(Files.readAllBytes(onlyFile())).get(1);
        // tensor (8): type string, shape of no dimensions, "# x"; metadata (9): plugin data: name "text"
        assertThat(hex(event))
                .isEqualTo("0900000040fc54d941" + "1000" + "2a1a" + "0a18" + "0a01" + hex("c") + "4209" + "0807"
                        + "1200" + "4203" + hex("# x") + "4a08" + "0a06" + "0a04" + hex("text"));
    }

    /** What the classes of the package tensorboard 2.21.0 make of the same message, with step 0 written out. */
    @Test
    void hyperParametersAreTheBytesOfTensorBoardsOwnClasses() throws IOException {
        write(writer -> writer.hyperParameters(Map.of("e", true, "a.b", 0.5, "c", "d")));
        byte[] event = framesCheckedBitByBit(Files.readAllBytes(onlyFile())).get(1);
        assertThat(hex(event))
                .isEqualTo("0900000040fc54d941" + "1000"
                        + "2a670a650a1c5f68706172616d735f2f73657373696f6e5f73746172745f696e666f42060801120212004a3d0a3b"
                        + "0a0768706172616d7312301a2e0a100a03612e62120911000000000000e03f0a080a016312031a01640a070a0165"
                        + "120220012900000040fc54d941");
    }

    @Test
    void truncatingGivesTheFileOfARunThatNeverWentFurther() throws IOException {
        write(writer -> writeRun(writer, 3));
        byte[] upToThree = Files.readAllBytes(onlyFile());
        Files.delete(onlyFile());
        write(writer -> writeRun(writer, 5));
        // Killed within the last event.
        Files.write(onlyFile(), new byte[] {9, 0, 0, 0, 0}, StandardOpenOption.APPEND);

        TensorBoardWriter.truncateAfter(temporary, Phase.TRAIN, 3);
        assertThat(Files.readAllBytes(onlyFile())).isEqualTo(upToThree);

        // Going on appends to the same file, without a second header.
        write(writer -> writer.scalars(4, Map.of("update/loss", 4.0)));
        assertThat(framesCheckedBitByBit(Files.readAllBytes(onlyFile()))).hasSize(1 + 20 + 3 + 1);
    }

    @Test
    void aDamagedEventEndsTheUsablePart() throws IOException {
        write(writer -> writeRun(writer, 2));
        byte[] file = Files.readAllBytes(onlyFile());
        file[file.length - 6] ^= 1;
        Files.write(onlyFile(), file);
        TensorBoardWriter.truncateAfter(temporary, Phase.TRAIN, 99);
        assertThat(framesCheckedBitByBit(Files.readAllBytes(onlyFile()))).hasSize(1 + 20 + 1);
    }

    private static void writeRun(TensorBoardWriter writer, int steps) throws IOException {
        for (int step = 1; step <= 20; step++) {
            writer.scalars(step, Map.of("warm_start/loss", 1.0 / step));
        }
        for (int step = 1; step <= steps; step++) {
            writer.scalars(step, Map.of("update/loss", (double) step, "rollout/reward_mean", 0.5));
        }
    }

    private interface Writing {
        void to(TensorBoardWriter writer) throws IOException;
    }

    private void write(Writing writing) throws IOException {
        try (TensorBoardWriter writer = TensorBoardWriter.open(temporary, CLOCK)) {
            writing.to(writer);
        }
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            List<Path> found = files.toList();
            assertThat(found).hasSize(1);
            assertThat(found.get(0).getFileName()).hasToString("events.out.tfevents.1700000000.kedge");
            return found.get(0);
        }
    }

    /** The framing read byte by byte and the checksums computed bit by bit, sharing nothing with the writer. */
    private static List<byte[]> framesCheckedBitByBit(byte[] file) {
        List<byte[]> events = new ArrayList<>();
        int at = 0;
        while (at < file.length) {
            int length = (int) littleEndian(file, at, 8);
            assertThat(littleEndian(file, at + 8, 4)).isEqualTo(masked(checksum(file, at, 8)));
            assertThat(littleEndian(file, at + 12 + length, 4)).isEqualTo(masked(checksum(file, at + 12, length)));
            events.add(Arrays.copyOfRange(file, at + 12, at + 12 + length));
            at += 12 + length + 4;
        }
        assertThat(at).isEqualTo(file.length);
        return events;
    }

    private static long littleEndian(byte[] bytes, int offset, int count) {
        long value = 0;
        for (int index = count - 1; index >= 0; index--) {
            value = (value << 8) | (bytes[offset + index] & 0xff);
        }
        return value;
    }

    private static long checksum(byte[] bytes, int offset, int length) {
        long register = 0xffffffffL;
        for (int index = 0; index < length; index++) {
            register ^= bytes[offset + index] & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                // 0x82f63b78: the Castagnoli polynomial 0x1edc6f41 with its bits reversed
                register = (register & 1) == 1 ? (register >>> 1) ^ 0x82f63b78L : register >>> 1;
            }
        }
        return register ^ 0xffffffffL;
    }

    private static long masked(long checksum) {
        return (((checksum >>> 15) | (checksum << 17)) + 0xa282ead8L) & 0xffffffffL;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String hex(String text) {
        return hex(text.getBytes(StandardCharsets.US_ASCII));
    }
}
