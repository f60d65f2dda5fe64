package dev.kedge.model.hub;

import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A writer of safetensors files as the reference library lays them out: tensors by name, header padded to eight bytes.
 */
final class SafetensorsWriter {

    private static final int ALIGNMENT = 8;
    private static final long ELEMENTS_AT_ONCE = 1 << 26;
    private static final JsonMapper JSON = JsonMapper.shared();

    private SafetensorsWriter() {}

    /**
     * Writes tensors.
     *
     * @param file appears whole or not at all
     * @param tensors contiguous, by name
     * @param types by name, the element type to convert a tensor to
     */
    static void write(Path file, SortedMap<String, Tensor> tensors, Function<String, ElementType> types) {
        byte[] header = header(tensors, types);
        AtomicFile.write(file, channel -> {
            ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            AtomicFile.writeFully(channel, length.putLong(header.length).flip());
            AtomicFile.writeFully(channel, ByteBuffer.wrap(header));
            for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
                writeElements(channel, entry.getKey(), entry.getValue(), types.apply(entry.getKey()));
            }
        });
    }

    private static byte[] header(SortedMap<String, Tensor> tensors, Function<String, ElementType> types) {
        ObjectNode root = JSON.createObjectNode();
        root.putObject("__metadata__").put("format", "pt"); // transformers refuses a file without it
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            ElementType type = types.apply(entry.getKey());
            ObjectNode node = root.putObject(entry.getKey()).put("dtype", type.name());
            ArrayNode shape = node.putArray("shape");
            for (long i = 0; i < tensor.dim(); i++) {
                shape.add(tensor.size(i));
            }
            long end = offset + tensor.numel() * type.bytes();
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        String text = JSON.writeValueAsString(root);
        int unpadded = text.getBytes(StandardCharsets.UTF_8).length;
        return (text + " ".repeat(-unpadded & (ALIGNMENT - 1))).getBytes(StandardCharsets.UTF_8);
    }

    private static void writeElements(FileChannel channel, String name, Tensor tensor, ElementType type)
            throws IOException {
        for (long start = 0; start < tensor.numel(); start += ELEMENTS_AT_ONCE) {
            try (NoGradient none = NoGradient.open();
                    Scope scope = Scope.open()) {
                long count = Math.min(ELEMENTS_AT_ONCE, tensor.numel() - start);
                Tensor part = tensor.view(-1).narrow(0, start, count).to(type.scalarType());
                if (type == ElementType.F16 && !part.isfinite().all().item_bool()) {
                    throw new IllegalStateException(
                            name + " holds a value beyond 65504, the range of F16, in which it" + " would be stored");
                }
                AtomicFile.writeFully(channel, HostMemory.bytes(HostMemory.resident(part)));
            }
        }
    }
}
