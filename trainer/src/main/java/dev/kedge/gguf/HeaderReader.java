package dev.kedge.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A reader of the part of a GGUF file before the tensors' bytes. Counts and lengths are those of a stranger: none makes
 * it allocate more than the file has bytes.
 */
final class HeaderReader {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAX_TEXT_BYTES = 1 << 26;
    private static final int MAX_ENTRIES = 1 << 20;
    private static final int MAX_DIMENSIONS = 4;

    private final FileChannel channel;
    private final long size;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private long read;

    HeaderReader(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    /** How many bytes were read so far. */
    long position() {
        return read - buffer.remaining();
    }

    Map<String, Object> metadata(long count) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        long entries = atMost("entries of metadata", count, MAX_ENTRIES);
        for (long i = 0; i < entries; i++) {
            String key = text();
            Object value = value(number32(), key);
            if (values.put(key, value) != null) {
                throw new IllegalArgumentException("the key " + key + " is there twice");
            }
        }
        return values;
    }

    List<GgufTensor> tensors(long count) throws IOException {
        List<GgufTensor> tensors = new ArrayList<>();
        long entries = atMost("tensors", count, MAX_ENTRIES);
        for (long i = 0; i < entries; i++) {
            String name = text();
            long dimensions = atMost("dimensions of " + name, number32(), MAX_DIMENSIONS);
            List<Long> shape = new ArrayList<>();
            for (long d = 0; d < dimensions; d++) {
                shape.add(0, atMost("numbers in a row of " + name, number64(), Integer.MAX_VALUE));
            }
            TensorType type;
            try {
                type = TensorType.of(number32());
            } catch (IllegalArgumentException unread) {
                throw new IllegalArgumentException("tensor " + name + ": " + unread.getMessage(), unread);
            }
            tensors.add(tensor(new GgufTensor(name, type, shape, number64())));
        }
        return tensors;
    }

    private static GgufTensor tensor(GgufTensor tensor) {
        try {
            tensor.bytes(); // fails where they are more than fit into a number
        } catch (ArithmeticException overflow) {
            throw new IllegalArgumentException(
                    "tensor " + tensor.name() + " is too large: " + tensor.shape(), overflow);
        }
        long row =
                tensor.shape().isEmpty() ? 1 : tensor.shape().get(tensor.shape().size() - 1);
        if (row % tensor.type().blockElements() != 0) {
            throw new IllegalArgumentException("tensor " + tensor.name() + ": rows of " + tensor.type()
                    + " must be a multiple of " + tensor.type().blockElements() + " long, got " + row);
        }
        return tensor;
    }

    private Object value(long type, String key) throws IOException {
        return switch ((int) Math.min(type, Integer.MAX_VALUE)) {
            case 0 -> (long) (next(1).get() & 0xFF);
            case 1 -> (long) next(1).get();
            case 2 -> (long) (next(2).getShort() & 0xFFFF);
            case 3 -> (long) next(2).getShort();
            case 4 -> number32();
            case 5 -> (long) next(4).getInt();
            case 6 -> Double.valueOf(Float.toString(next(4).getFloat())); // 1e-5 as it was written, not as it widens
            case 7 -> next(1).get() != 0;
            case 8 -> text();
            case 9 -> list(key);
            case 10, 11 -> next(8).getLong();
            case 12 -> next(8).getDouble();
            default ->
                throw new IllegalArgumentException(
                        "the value of " + key + " must be of a type from 0 to 12, got " + type);
        };
    }

    private List<Object> list(String key) throws IOException {
        long type = number32();
        if (type == 9) {
            throw new IllegalArgumentException(key + " must not be a list of lists");
        }
        long length = atMost("values of " + key, number64(), size - position()); // each takes a byte at least
        List<Object> values = new ArrayList<>();
        for (long i = 0; i < length; i++) {
            values.add(value(type, key));
        }
        return List.copyOf(values);
    }

    private String text() throws IOException {
        int length = (int) atMost("bytes of a text", number64(), Math.min(MAX_TEXT_BYTES, size - position()));
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            int count = Math.min(length - done, BUFFER_BYTES);
            next(count).get(bytes, done, count);
            done += count;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException broken) {
            throw new IllegalArgumentException("a text before byte " + position() + " is no UTF-8", broken);
        }
    }

    /** A whole number of 32 bits without a sign. */
    long number32() throws IOException {
        return Integer.toUnsignedLong(next(4).getInt());
    }

    /** A whole number of 64 bits without a sign; one too large for any file stands for itself as a negative number. */
    long number64() throws IOException {
        return next(8).getLong();
    }

    private static long atMost(String what, long count, long most) {
        if (count < 0 || count > most) {
            throw new IllegalArgumentException(
                    "the number of " + what + " must be at most " + most + ", got " + Long.toUnsignedString(count));
        }
        return count;
    }

    private ByteBuffer next(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            buffer.compact();
            int got = 0;
            while (buffer.position() < bytes && got >= 0) {
                got = channel.read(buffer, read);
                read += Math.max(got, 0);
            }
            buffer.flip();
            if (buffer.remaining() < bytes) {
                throw new IllegalArgumentException(
                        "the file is truncated at byte " + (position() + buffer.remaining()));
            }
        }
        return buffer;
    }
}
