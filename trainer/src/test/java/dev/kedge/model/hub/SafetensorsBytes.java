package dev.kedge.model.hub;

import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.StringJoiner;

/** Puts safetensors files together by hand, right ones and wrong ones. */
final class SafetensorsBytes {

    private final StringJoiner header = new StringJoiner(",", "{", "}");
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    SafetensorsBytes add(String name, String type, long[] shape, byte[] bytes) {
        int begin = data.size();
        data.writeBytes(bytes);
        return entry(name, type, Arrays.toString(shape), begin, data.size());
    }

    /** An entry that need not fit the data. */
    SafetensorsBytes entry(String name, String type, String shape, long begin, long end) {
        header.add("\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                .formatted(name, type, shape, begin, end));
        return this;
    }

    SafetensorsBytes data(int length) {
        data.writeBytes(new byte[length]);
        return this;
    }

    SafetensorsBytes copy(SafetensorsFile file, String name) {
        return copy(file, name, name);
    }

    SafetensorsBytes copy(SafetensorsFile file, String name, String newName) {
        try (Scope scope = Scope.open()) {
            StoredTensor stored = file.stored(name);
            ByteBuffer memory = HostMemory.bytes(GoldenModel.read(file, name));
            byte[] bytes = new byte[memory.remaining()];
            memory.get(bytes);
            return add(newName, stored.type().name(), stored.shape(), bytes);
        }
    }

    byte[] toBytes() {
        return toBytes(header.toString().getBytes(StandardCharsets.UTF_8));
    }

    byte[] toBytes(byte[] headerBytes) {
        ByteBuffer file = ByteBuffer.allocate(Long.BYTES + headerBytes.length + data.size())
                .order(ByteOrder.LITTLE_ENDIAN);
        return file.putLong(headerBytes.length)
                .put(headerBytes)
                .put(data.toByteArray())
                .array();
    }

    void writeTo(Path path) throws IOException {
        Files.write(path, toBytes());
    }
}
