package dev.kedge.gguf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A GGUF file, open for reading (versions 2 and 3, little-endian): the magic number, counts, metadata, the tensors'
 * entries, and after padding to {@code general.alignment} the tensors' bytes. Opening reads and checks all but the
 * last.
 */
public final class GgufFile implements AutoCloseable {

    private static final int MAGIC = 0x46554747; // "GGUF", the first letter in the lowest byte
    private static final String ALIGNMENT = "general.alignment";
    private static final long USUAL_ALIGNMENT = 32;
    private static final long MAX_ALIGNMENT = 1 << 20;
    private static final int BLOCKS_AT_ONCE = 1 << 13;

    private final Path path;
    private final FileChannel channel;
    private final GgufMetadata metadata;
    private final Map<String, GgufTensor> tensors;
    private final long dataStart;

    private GgufFile(
            Path path, FileChannel channel, GgufMetadata metadata, Map<String, GgufTensor> tensors, long dataStart) {
        this.path = path;
        this.channel = channel;
        this.metadata = metadata;
        this.tensors = Collections.unmodifiableMap(tensors);
        this.dataStart = dataStart;
    }

    /**
     * Whether a file begins as a GGUF file does.
     *
     * @param path of any file, or of none
     */
    public static boolean isOne(Path path) {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return channel.size() >= Integer.BYTES && new HeaderReader(channel).number32() == MAGIC;
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * Opens a file and checks everything before the tensors' bytes.
     *
     * @param path the file
     * @throws IllegalArgumentException naming the file and what is wrong with it
     */
    public static GgufFile open(Path path) {
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            try {
                return read(path, channel);
            } catch (IllegalArgumentException e) {
                channel.close();
                throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(path + ": no such file", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    private static GgufFile read(Path path, FileChannel channel) throws IOException {
        HeaderReader reader = new HeaderReader(channel);
        if (reader.number32() != MAGIC) {
            throw new IllegalArgumentException("not a GGUF file: it does not begin with GGUF");
        }
        long version = reader.number32();
        if (version != 2 && version != 3) {
            throw new IllegalArgumentException("the version must be 2 or 3, little-endian, got " + version);
        }
        long count = reader.number64();
        GgufMetadata metadata = new GgufMetadata(reader.metadata(reader.number64()));
        List<GgufTensor> entries = reader.tensors(count);
        long alignment = metadata.integer(ALIGNMENT).orElse(USUAL_ALIGNMENT);
        if (alignment < 1 || alignment > MAX_ALIGNMENT || Long.bitCount(alignment) != 1) {
            throw new IllegalArgumentException(
                    ALIGNMENT + " must be a power of two of at most " + MAX_ALIGNMENT + ", got " + alignment);
        }
        long dataStart = (reader.position() + alignment - 1) / alignment * alignment;
        Map<String, GgufTensor> tensors = new LinkedHashMap<>();
        for (GgufTensor tensor : entries) {
            checkPlace(tensor, channel.size() - dataStart);
            if (tensors.put(tensor.name(), tensor) != null) {
                throw new IllegalArgumentException("tensor " + tensor.name() + " is there twice");
            }
        }
        return new GgufFile(path, channel, metadata, tensors, dataStart);
    }

    private static void checkPlace(GgufTensor tensor, long bytes) {
        boolean fits = tensor.offset() >= 0 && tensor.offset() <= bytes && tensor.bytes() <= bytes - tensor.offset();
        if (!fits) {
            throw new IllegalArgumentException("the file is truncated: tensor " + tensor.name() + " has "
                    + tensor.bytes() + " bytes from " + Long.toUnsignedString(tensor.offset()) + " on, but only "
                    + Math.max(0, bytes) + " follow the header");
        }
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /** What it says beside the tensors. */
    public GgufMetadata metadata() {
        return metadata;
    }

    /** Its tensors by name, in the file's order. */
    public Map<String, GgufTensor> tensors() {
        return tensors;
    }

    /** The receiver of a tensor's numbers, part by part in order. */
    @FunctionalInterface
    public interface Sink {

        /**
         * Takes a part.
         *
         * @param numbers used again for the next part
         * @param count how many count
         */
        void accept(float[] numbers, int count);
    }

    /**
     * Reads a tensor's numbers in row-major order.
     *
     * @param tensor of this file
     * @param sink receives them
     * @throws IllegalArgumentException if the file became shorter
     */
    public void read(GgufTensor tensor, Sink sink) {
        TensorType type = tensor.type();
        int blocksAtOnce = Math.max(1, BLOCKS_AT_ONCE * SmallBlocks.ELEMENTS / type.blockElements());
        ByteBuffer bytes = ByteBuffer.allocate(blocksAtOnce * type.blockBytes()).order(ByteOrder.LITTLE_ENDIAN);
        float[] numbers = new float[blocksAtOnce * type.blockElements()];
        long left = tensor.elements() / type.blockElements();
        long position = dataStart + tensor.offset();
        while (left > 0) {
            int blocks = (int) Math.min(left, blocksAtOnce);
            bytes.clear().limit(blocks * type.blockBytes());
            fill(bytes, position);
            type.read(bytes.flip(), numbers);
            sink.accept(numbers, blocks * type.blockElements());
            position += bytes.limit();
            left -= blocks;
        }
    }

    private void fill(ByteBuffer bytes, long position) {
        try {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, position + bytes.position()) < 0) {
                    throw new IllegalArgumentException(path + ": the file became shorter while it was read");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + path, e);
        }
    }
}
