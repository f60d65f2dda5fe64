package dev.kedge.model.hub;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The header of a safetensors file: a JSON object of tensor name → {@code dtype, shape, data_offsets}.
 *
 * <p>Nothing in it is believed: each tensor's bytes must be what its shape and type need, and together they must fill
 * the data part from its first to its last byte, without overlap and without a gap, as the format demands.
 */
final class SafetensorsHeader {

    private static final String METADATA = "__metadata__";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SafetensorsHeader() {}

    /**
     * Parses and checks a header.
     *
     * @param header its bytes, padding included
     * @param dataBytes how many bytes follow it in the file
     * @return entries by name
     * @throws IllegalArgumentException what is wrong, without the file's name
     */
    static Map<String, StoredTensor> parse(byte[] header, long dataBytes) {
        JsonNode root = json(text(header));
        if (!root.isObject()) {
            throw new IllegalArgumentException("the header must be a JSON object, got " + root.getNodeType());
        }
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            if (!entry.getKey().equals(METADATA)) {
                tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue()));
            }
        }
        checkCoverage(tensors.values().stream().toList(), dataBytes);
        return tensors;
    }

    private static String text(byte[] header) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(header))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the header is not UTF-8 text", e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the header is not valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static StoredTensor tensor(String name, JsonNode node) {
        JsonNode type = node.path("dtype");
        ElementType elementType = ElementType.named(type.isString() ? type.stringValue() : "")
                .orElseThrow(() -> new IllegalArgumentException("tensor " + name + ": dtype must be one of "
                        + Arrays.toString(ElementType.values()) + ", got " + type));
        long[] shape = sizes(name, "shape", node.path("shape"));
        long[] offsets = sizes(name, "data_offsets", node.path("data_offsets"));
        if (offsets.length != 2 || offsets[0] > offsets[1]) {
            throw new IllegalArgumentException("tensor " + name
                    + ": data_offsets must be [begin, end] with begin <= end, got " + Arrays.toString(offsets));
        }
        long needed = bytes(name, elementType, shape);
        if (offsets[1] - offsets[0] != needed) {
            throw new IllegalArgumentException("tensor " + name + ": " + elementType + " " + Arrays.toString(shape)
                    + " needs " + needed + " bytes, but data_offsets " + Arrays.toString(offsets) + " span "
                    + (offsets[1] - offsets[0]));
        }
        return new StoredTensor(name, elementType, shape, offsets[0], offsets[1]);
    }

    private static long[] sizes(String name, String field, JsonNode node) {
        List<Long> sizes = new ArrayList<>();
        boolean valid = node.isArray();
        for (JsonNode size : node) {
            valid &= size.isIntegralNumber() && size.canConvertToLong() && size.longValue() >= 0;
            sizes.add(valid ? size.longValue() : 0);
        }
        if (!valid) {
            throw new IllegalArgumentException(
                    "tensor " + name + ": " + field + " must be a list of integers >= 0, got " + shorten(node));
        }
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    private static long bytes(String name, ElementType type, long[] shape) {
        try {
            long bytes = type.bytes();
            for (long size : shape) {
                bytes = Math.multiplyExact(bytes, size);
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "tensor " + name + ": shape " + Arrays.toString(shape) + " is absurd", e);
        }
    }

    private static void checkCoverage(List<StoredTensor> tensors, long dataBytes) {
        List<StoredTensor> ordered = tensors.stream()
                .sorted(Comparator.comparingLong(StoredTensor::begin).thenComparingLong(StoredTensor::end))
                .toList();
        long end = 0;
        String before = "the header";
        for (StoredTensor tensor : ordered) {
            if (tensor.begin() != end) {
                throw new IllegalArgumentException("tensor " + tensor.name() + " begins at byte " + tensor.begin()
                        + (tensor.begin() < end ? " and overlaps " : " and leaves a gap after ") + before
                        + ", which ends at byte " + end);
            }
            end = tensor.end();
            before = tensor.name();
        }
        if (end > dataBytes) {
            throw new IllegalArgumentException(
                    "the file is truncated: its header describes " + end + " bytes of data, got " + dataBytes);
        }
        if (end < dataBytes) {
            throw new IllegalArgumentException(
                    "the header describes " + end + " bytes of data, but " + dataBytes + " follow it");
        }
    }

    private static String shorten(JsonNode node) {
        String text = node.isMissingNode() ? "nothing" : node.toString();
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
