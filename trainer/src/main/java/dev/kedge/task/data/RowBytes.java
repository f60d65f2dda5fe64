package dev.kedge.task.data;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.kedge.config.PointerFile;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The bytes of a file of text: unpacked where it is packed with gzip or zstd, whatever it is called, without a byte
 * order mark.
 */
final class RowBytes {

    private static final int BUFFER = 1 << 16;

    private RowBytes() {}

    /** A use of the bytes of a file. */
    @FunctionalInterface
    interface Reading<T> {
        T of(InputStream bytes) throws IOException;
    }

    /**
     * Reads a file.
     *
     * @param path where it lies
     * @param reading what is done with its bytes
     * @throws IllegalArgumentException if it is a pointer, packed data that is not whole, or UTF-16
     * @throws IOException if it cannot be read
     */
    static <T> T read(Path path, Reading<T> reading) throws IOException {
        try (InputStream bytes = open(path)) {
            return reading.of(bytes);
        } catch (EOFException | ZipException | ZstdIOException broken) {
            throw new IllegalArgumentException(path + ": packed data that is broken or not whole", broken);
        }
    }

    private static InputStream open(Path path) throws IOException {
        InputStream file = Files.newInputStream(path);
        try {
            BufferedInputStream bytes = new BufferedInputStream(file, BUFFER);
            byte[] head = head(bytes);
            PointerFile.refuse(path, head);
            if (begins(head, 0x1F, 0x8B)) {
                bytes = new BufferedInputStream(new GZIPInputStream(bytes, BUFFER), BUFFER);
                head = head(bytes);
            } else if (begins(head, 0x28, 0xB5, 0x2F, 0xFD)) {
                bytes = new BufferedInputStream(new ZstdInputStreamNoFinalizer(bytes), BUFFER);
                head = head(bytes);
            }
            if (begins(head, 0xFF, 0xFE) || begins(head, 0xFE, 0xFF)) {
                throw new IllegalArgumentException(path + " must be UTF-8, got UTF-16");
            }
            if (begins(head, 0xEF, 0xBB, 0xBF)) {
                bytes.skipNBytes(3);
            }
            return bytes;
        } catch (IOException | RuntimeException refused) {
            file.close();
            throw refused;
        }
    }

    private static byte[] head(BufferedInputStream bytes) throws IOException {
        bytes.mark(PointerFile.LENGTH);
        byte[] head = bytes.readNBytes(PointerFile.LENGTH);
        bytes.reset();
        return head;
    }

    private static boolean begins(byte[] head, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= head.length || (head[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Bytes as text.
     *
     * @param place file and row, for the message
     * @throws IllegalArgumentException if they are not UTF-8
     */
    static String text(byte[] bytes, String place) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException(place + ": not UTF-8", malformed);
        }
    }
}
