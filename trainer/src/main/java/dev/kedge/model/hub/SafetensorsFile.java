package dev.kedge.model.hub;

import dev.kedge.config.PointerFile;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * A safetensors file, open for reading: eight bytes of header length, the header, the tensors' bytes.
 *
 * <p>Opening reads and checks the header only. Tensors are read through memory mappings, so that the weights are never
 * in memory twice.
 */
final class SafetensorsFile implements WeightSource {

    private static final int LENGTH_BYTES = 8;
    private static final long MAX_HEADER = 100_000_000; // the format's own limit

    /** What is mapped counts as memory of the process for as long as it is. */
    private static final long ELEMENTS_AT_ONCE = 1L << 25;

    private final Path path;
    private final FileChannel channel;
    private final long size;
    private final long dataStart;
    private final Map<String, StoredTensor> tensors;

    private SafetensorsFile(
            Path path, FileChannel channel, long size, long dataStart, Map<String, StoredTensor> tensors) {
        this.path = path;
        this.channel = channel;
        this.size = size;
        this.dataStart = dataStart;
        this.tensors = tensors;
    }

    /**
     * Opens a file and checks its header against its length.
     *
     * @throws IllegalArgumentException naming the file and what is wrong with it
     */
    static SafetensorsFile open(Path path) {
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            try {
                PointerFile.refuse(path, beginning(channel));
            } catch (RuntimeException pointer) {
                channel.close();
                throw pointer;
            }
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

    private static SafetensorsFile read(Path path, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < LENGTH_BYTES) {
            throw new IllegalArgumentException("the file is truncated: " + size + " bytes are no safetensors file");
        }
        long length = bytes(channel, 0, LENGTH_BYTES).getLong();
        if (length < 2 || length > MAX_HEADER) {
            throw new IllegalArgumentException("not a safetensors file: the header length must be in [2, " + MAX_HEADER
                    + "], got " + Long.toUnsignedString(length));
        }
        if (length > size - LENGTH_BYTES) {
            throw new IllegalArgumentException("the file is truncated: its header has " + length + " bytes, but only "
                    + (size - LENGTH_BYTES) + " follow the length");
        }
        byte[] header = bytes(channel, LENGTH_BYTES, (int) length).array();
        long dataStart = LENGTH_BYTES + length;
        return new SafetensorsFile(path, channel, size, dataStart, SafetensorsHeader.parse(header, size - dataStart));
    }

    private static byte[] beginning(FileChannel channel) throws IOException {
        return bytes(channel, 0, (int) Math.min(channel.size(), PointerFile.LENGTH))
                .array();
    }

    private static ByteBuffer bytes(FileChannel channel, long position, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IllegalArgumentException("the file became shorter while it was read");
            }
        }
        return buffer.flip();
    }

    @Override
    public Path source() {
        return path;
    }

    /** Entries by name, in the header's order. */
    @Override
    public Map<String, StoredTensor> tensors() {
        return tensors;
    }

    /**
     * Copies a tensor's elements, converted to the destination's type.
     *
     * @param name of a tensor of this file
     * @param destination contiguous, with as many elements
     */
    @Override
    public void copyTo(String name, Tensor destination) {
        StoredTensor stored = stored(name);
        if (destination.numel() != stored.elements()) {
            throw new IllegalArgumentException(
                    path + ": tensor " + name + " has " + stored.elements() + " elements, not " + destination.numel());
        }
        checkSize();
        int width = stored.type().bytes();
        for (long start = 0; start < stored.elements(); start += ELEMENTS_AT_ONCE) {
            long count = Math.min(ELEMENTS_AT_ONCE, stored.elements() - start);
            try (NoGradient none = NoGradient.open();
                    Scope scope = Scope.open()) {
                Tensor bytes =
                        HostMemory.map(path, size).narrow(0, dataStart + stored.begin() + start * width, count * width);
                destination.view(-1).narrow(0, start, count).copy_(elements(bytes, stored.type()));
            }
        }
    }

    /** A mapping may not reach beyond the end of its file. */
    private void checkSize() {
        try {
            if (channel.size() < size) {
                throw new IllegalArgumentException(path + ": the file became shorter while it was read");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /** Where the header's length leaves the data out of step with its elements, a copy is in step. */
    private static Tensor elements(Tensor bytes, ElementType type) {
        boolean inStep = bytes.storage_offset() % type.bytes() == 0;
        return (inStep ? bytes : bytes.clone()).view(type.scalarType());
    }

    StoredTensor stored(String name) {
        StoredTensor stored = tensors.get(name);
        if (stored == null) {
            throw new IllegalArgumentException(path + ": no tensor is called " + name);
        }
        return stored;
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
