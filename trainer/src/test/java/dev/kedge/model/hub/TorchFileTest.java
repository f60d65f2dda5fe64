package dev.kedge.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.model.Precision;
import dev.kedge.tensor.ComputeType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of torch.save that are damaged or made to do harm; whole ones are read in {@link FoldersOfOthersTest}. */
class TorchFileTest {

    private static final int TRIALS = 5_000;

    @TempDir
    private Path folder;

    private Path file;
    private byte[] pickle = new byte[0];

    @BeforeEach
    void unpack() throws IOException {
        CaseArchive.unpack("bins.zip", "state-dict", folder);
        file = folder.resolve("pytorch_model.bin");
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream stream = zip.getInputStream(zip.getEntry("pytorch_model/data.pkl"))) {
            pickle = stream.readAllBytes();
        }
    }

    /** The program of a pickle that would run a command is one that names the function: that alone ends the reading. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cposix~system~X~   echo\u0085R. | names posix.system, which is no part of stored tensors",
                "cbuiltins~eval~. | names builtins.eval",
                "c__builtin__~getattr~. | names __builtin__.getattr",
                "ctorch._utils~_rebuild_tensor_v3~. | names torch._utils._rebuild_tensor_v3",
                "ctorch~FloatStorage~)R. | calls FLOAT with 0 arguments",
                "ctorch._utils~_rebuild_tensor_v2~)R. | calls TENSOR with 0 arguments",
                "(iposix~system~. | has the pickle instruction 0x69",
                "}(K\u0001K\u0002u. | must name its tensors by strings, got 1",
                "]. | must hold a dictionary of tensors, got a list of 0",
                "}X\u0001\u0000\u0000\u0000aK\u0001s. | must hold a dictionary of tensors, got 1 under a",
                "K\u0001Q. | refers to 1 where a storage is due",
                "K\u0001}b. | sets the state of 1",
                "h\u0005. | it recalls what it has not stored",
                "} | it ends in the middle",
                ". | takes what is not there",
            })
    void whatIsNoTensorIsRefusedByName(String program, String message) {
        byte[] bytes = ("\u0080\u0002" + program.strip()).replace('~', '\n').getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> PickledTensors.read(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .message()
                .satisfies(text -> assertThat(text.lines()).hasSize(1));
    }

    /** Any byte of the pickle changed: tensors that lie in their storages, or one line. */
    @Test
    void aDamagedPickleIsReadOrRefused() {
        SplittableRandom random = new SplittableRandom(20261129);
        int refused = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            byte[] damaged = pickle.clone();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                Map<String, PickledTensor> read = PickledTensors.read(damaged);
                assertThat(read.values())
                        .allMatch(tensor -> tensor.offset() + tensor.span()
                                <= tensor.storage().elements());
            } catch (IllegalArgumentException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(TRIALS / 10, TRIALS);
    }

    /** A storage that is missing, too short; an archive cut off; a file of before archives. */
    @Test
    void aDamagedArchiveIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        rewrite("/data/0", new byte[0], true);
        refuses("has no pytorch_model/data/0, which its tensors lie in");
        Files.write(file, whole);
        rewrite("/data/0", new byte[7], false);
        refuses("pytorch_model/data/0 must hold 384 elements of F32 uncompressed, got 7 bytes");
        Files.write(file, whole);
        rewrite("/byteorder", "big".getBytes(StandardCharsets.UTF_8), false);
        refuses("is not in little-endian order");
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        refuses("pytorch_model.bin: ");
        Files.write(file, new byte[] {(byte) 0x80, 2, (byte) 0x8a, 10});
        refuses("older files are not read");
        Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
        refuses("is a Git LFS pointer");
    }

    private void rewrite(String ending, byte[] content, boolean leftOut) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (ZipFile source = new ZipFile(file.toFile());
                ZipOutputStream zip = new ZipOutputStream(target)) {
            for (ZipEntry entry : source.stream().toList()) {
                boolean changed = entry.getName().endsWith(ending);
                if (!changed || !leftOut) {
                    byte[] bytes;
                    try (InputStream stream = source.getInputStream(entry)) {
                        bytes = changed ? content : stream.readAllBytes();
                    }
                    ZipEntry copy = new ZipEntry(entry.getName());
                    CRC32 sum = new CRC32();
                    sum.update(bytes);
                    copy.setMethod(ZipEntry.STORED);
                    copy.setSize(bytes.length);
                    copy.setCompressedSize(bytes.length);
                    copy.setCrc(sum.getValue());
                    zip.putNextEntry(copy);
                    zip.write(bytes);
                }
            }
        }
        Files.write(file, target.toByteArray());
    }

    private void refuses(String message) {
        assertThatThrownBy(() -> ModelDirectory.load(folder, Precision.frozen(ComputeType.FLOAT32)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message)
                .message()
                .satisfies(text -> assertThat(text.lines()).hasSize(1));
    }
}
