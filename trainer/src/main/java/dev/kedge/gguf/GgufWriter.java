package dev.kedge.gguf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A writer of GGUF files of version 3, as llama.cpp reads them: tensors aligned to 32 bytes. */
public final class GgufWriter {

    private static final int ALIGNMENT = 32;
    private static final byte[] MAGIC = "GGUF".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 3;
    private static final int INT32 = 5;
    private static final int FLOAT32 = 6;
    private static final int BOOL = 7;
    private static final int STRING = 8;
    private static final int ARRAY = 9;
    private static final int UINT32 = 4;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private GgufWriter() {}

    /**
     * Writes a file.
     *
     * @param channel receives it from its position on
     * @param metadata {@link Long} (32 bits without a sign), {@link Integer} (with one), {@link Double} (float32),
     *     {@link Boolean}, {@link String}, or lists of one of these
     * @param tensors in this order
     * @throws IOException if it cannot be written
     */
    public static void write(WritableByteChannel channel, GgufMetadata metadata, List<NewTensor> tensors)
            throws IOException {
        GgufWriter header = new GgufWriter();
        List<GgufTensor> placed = placed(tensors);
        header.header(metadata, placed);
        header.pad();
        writeFully(channel, ByteBuffer.wrap(header.bytes.toByteArray()));
        for (int i = 0; i < tensors.size(); i++) {
            write(channel, tensors.get(i), placed.get(i));
        }
    }

    private static List<GgufTensor> placed(List<NewTensor> tensors) {
        List<GgufTensor> placed = new ArrayList<>();
        long offset = 0;
        for (NewTensor tensor : tensors) {
            placed.add(tensor.at(offset));
            offset = aligned(offset + placed.get(placed.size() - 1).bytes());
        }
        return placed;
    }

    private static void write(WritableByteChannel channel, NewTensor tensor, GgufTensor placed) throws IOException {
        long[] written = {0};
        try {
            tensor.numbers().to((numbers, count) -> {
                int blocks = count / tensor.type().blockElements();
                ByteBuffer part =
                        ByteBuffer.allocate(blocks * tensor.type().blockBytes()).order(ByteOrder.LITTLE_ENDIAN);
                tensor.type().write(numbers, count, part);
                written[0] += part.position();
                try {
                    writeFully(channel, part.flip());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (written[0] != placed.bytes()) {
            throw new IllegalArgumentException(
                    "tensor " + tensor.name() + " must have " + placed.bytes() + " bytes, got " + written[0]);
        }
        writeFully(channel, ByteBuffer.allocate((int) (aligned(written[0]) - written[0])));
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static void writeFully(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private void header(GgufMetadata metadata, List<GgufTensor> tensors) {
        bytes.writeBytes(MAGIC);
        number32(VERSION);
        number64(tensors.size());
        number64(metadata.values().size());
        metadata.values().forEach((key, value) -> {
            text(key);
            number32(type(key, value));
            value(value);
        });
        for (GgufTensor tensor : tensors) {
            text(tensor.name());
            number32(tensor.shape().size());
            for (int i = tensor.shape().size() - 1; i >= 0; i--) {
                number64(tensor.shape().get(i));
            }
            number32(tensor.type().id());
            number64(tensor.offset());
        }
    }

    private static int type(String key, Object value) {
        if (value instanceof Long) {
            return UINT32;
        } else if (value instanceof Integer) {
            return INT32;
        } else if (value instanceof Double) {
            return FLOAT32;
        } else if (value instanceof Boolean) {
            return BOOL;
        } else if (value instanceof String) {
            return STRING;
        } else if (value instanceof List<?>) {
            return ARRAY;
        }
        throw new IllegalArgumentException(key + " cannot be written, got " + value);
    }

    private void value(Object value) {
        if (value instanceof Long number) {
            number32(Math.toIntExact(number));
        } else if (value instanceof Integer number) {
            number32(number);
        } else if (value instanceof Double number) {
            number32(Float.floatToIntBits(number.floatValue()));
        } else if (value instanceof Boolean flag) {
            bytes.write(flag ? 1 : 0);
        } else if (value instanceof String text) {
            text(text);
        } else if (value instanceof List<?> list) {
            number32(list.isEmpty() ? STRING : type("a list", list.get(0)));
            number64(list.size());
            list.forEach(this::value);
        }
    }

    private void text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        number64(encoded.length);
        bytes.writeBytes(encoded);
    }

    private void number32(int number) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array());
    }

    private void number64(long number) {
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array());
    }

    private void pad() {
        while (bytes.size() % ALIGNMENT != 0) {
            bytes.write(0);
        }
    }
}
