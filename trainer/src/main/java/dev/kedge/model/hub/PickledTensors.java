package dev.kedge.model.hub;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;

/**
 * The pickle of a PyTorch file, read as a description of named tensors: protocol 2, the few instructions and
 * {@link PickledName names} that a dictionary of tensors needs. Everything else is refused by name. A pickle is a
 * program; this reads it without running it: what it would call is matched against what is known, and tensors are
 * records.
 */
final class PickledTensors {

    private static final int MAX_DEPTH = 100_000;

    private final ByteBuffer program;
    private final Deque<Object> stack = new ArrayDeque<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    /** Python's None, and what no tensor is made of: decimals, states of dictionaries. */
    private enum Nothing {
        NOTHING
    }

    private PickledTensors(byte[] program) {
        this.program = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads a pickle.
     *
     * @param program its bytes
     * @return the tensors by name, in its order
     * @throws IllegalArgumentException what is not known or wrong, without the file's name
     */
    static Map<String, PickledTensor> read(byte[] program) {
        PickledTensors reader = new PickledTensors(program);
        try {
            return tensors(reader.run());
        } catch (BufferUnderflowException | NoSuchElementException e) {
            throw new IllegalArgumentException(
                    "the pickle is damaged: it ends in the middle or takes what is not there", e);
        }
    }

    private static Map<String, PickledTensor> tensors(Object root) {
        if (!(root instanceof Map<?, ?> dictionary)) {
            throw new IllegalArgumentException("must hold a dictionary of tensors, got " + described(root));
        }
        Map<String, PickledTensor> tensors = new LinkedHashMap<>();
        dictionary.forEach((key, value) -> {
            if (!(key instanceof String name) || !(value instanceof PickledTensor tensor)) {
                throw new IllegalArgumentException(
                        "must hold a dictionary of tensors, got " + described(value) + " under " + described(key));
            }
            tensors.put(name, tensor);
        });
        return tensors;
    }

    private Object run() {
        while (true) {
            int instruction = unsignedByte();
            if (instruction == '.') {
                return stack.pop();
            }
            step(instruction);
            if (stack.size() > MAX_DEPTH) {
                throw new IllegalArgumentException("the pickle is deeper than " + MAX_DEPTH);
            }
        }
    }

    private void step(int instruction) {
        switch (instruction) {
            case 0x80 -> requireProtocol(unsignedByte());
            case '(' -> marks.push(stack.size());
            case ')', ']' -> stack.push(new ArrayList<>());
            case '}' -> stack.push(new LinkedHashMap<>());
            case 'N' -> stack.push(Nothing.NOTHING);
            case 0x88 -> stack.push(true);
            case 0x89 -> stack.push(false);
            case 'J' -> stack.push((long) program.getInt());
            case 'K' -> stack.push((long) unsignedByte());
            case 'M' -> stack.push((long) Short.toUnsignedInt(program.getShort()));
            case 0x8a -> stack.push(integer(unsignedByte()));
            case 'G' -> {
                program.getDouble();
                stack.push(Nothing.NOTHING);
            }
            case 'X' -> stack.push(text(program.getInt()));
            case 'c' -> stack.push(PickledName.of(line(), line()));
            case 'q' -> remember(unsignedByte());
            case 'r' -> remember(program.getInt());
            case 'h' -> stack.push(recalled(unsignedByte()));
            case 'j' -> stack.push(recalled(program.getInt()));
            case 't' -> stack.push(sinceMark());
            case 0x85 -> stack.push(last(1));
            case 0x86 -> stack.push(last(2));
            case 0x87 -> stack.push(last(3));
            case 'a' -> append(last(1));
            case 'e' -> append(sinceMark());
            case 's' -> put(last(2));
            case 'u' -> put(sinceMark());
            case 'Q' -> stack.push(storage(stack.pop()));
            case 'R' -> call();
            case 'b' -> build();
            default ->
                throw new IllegalArgumentException("has the pickle instruction 0x" + Integer.toHexString(instruction)
                        + ", which stored tensors do not need: not read, and nothing was run");
        }
    }

    private static void requireProtocol(int protocol) {
        if (protocol != 2) {
            throw new IllegalArgumentException("must be a pickle of protocol 2, got " + protocol);
        }
    }

    private int unsignedByte() {
        return Byte.toUnsignedInt(program.get());
    }

    /** Little-endian, two's complement. */
    private long integer(int bytes) {
        if (bytes > Long.BYTES) {
            throw new IllegalArgumentException("has an integer of " + bytes + " bytes, at most " + Long.BYTES);
        }
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) unsignedByte() << (Byte.SIZE * i);
        }
        int unused = Long.SIZE - (Byte.SIZE * bytes);
        return bytes == 0 ? 0 : (value << unused) >> unused;
    }

    private String text(int length) {
        if (length < 0 || length > program.remaining()) {
            throw new IllegalArgumentException("the pickle is damaged: a text of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        program.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (int next = unsignedByte(); next != '\n'; next = unsignedByte()) {
            line.append((char) next);
        }
        return line.toString();
    }

    private void remember(int index) {
        memo.put(index, stack.element());
    }

    private Object recalled(int index) {
        Object value = memo.get(index);
        if (value == null) {
            throw new IllegalArgumentException("the pickle is damaged: it recalls what it has not stored");
        }
        return value;
    }

    private List<Object> sinceMark() {
        int mark = marks.pop();
        if (mark > stack.size()) {
            throw new IllegalArgumentException("the pickle is damaged: a mark beyond the stack");
        }
        return last(stack.size() - mark);
    }

    private List<Object> last(int count) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(0, stack.pop());
        }
        return values;
    }

    @SuppressWarnings("unchecked")
    private void append(List<Object> values) {
        if (!(stack.element() instanceof List<?> list)) {
            throw new IllegalArgumentException("the pickle is damaged: it appends to " + described(stack.element()));
        }
        ((List<Object>) list).addAll(values);
    }

    @SuppressWarnings("unchecked")
    private void put(List<Object> pairs) {
        if (!(stack.element() instanceof Map<?, ?> map) || pairs.size() % 2 != 0) {
            throw new IllegalArgumentException("the pickle is damaged: it sets items of " + described(stack.element()));
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            if (!(pairs.get(i) instanceof String name)) {
                throw new IllegalArgumentException("must name its tensors by strings, got " + described(pairs.get(i)));
            }
            ((Map<Object, Object>) map).put(name, pairs.get(i + 1));
        }
    }

    /** {@code ("storage", class, key, device, elements)}. */
    private static PickledStorage storage(Object id) {
        if (id instanceof List<?> parts
                && parts.size() == 5
                && parts.get(0).equals("storage")
                && parts.get(1) instanceof PickledName kind
                && kind.elementType().isPresent()
                && parts.get(2) instanceof String key
                && key.matches("[0-9]{1,9}")
                && parts.get(4) instanceof Long elements
                && elements >= 0) {
            return new PickledStorage(key, kind.elementType().get(), elements);
        }
        throw new IllegalArgumentException("refers to " + described(id) + " where a storage is due");
    }

    private void call() {
        List<Object> call = last(2);
        Object function = call.get(0);
        List<?> arguments = call.get(1) instanceof List<?> list ? list : List.of();
        if (function == PickledName.ORDERED_DICT && arguments.isEmpty()) {
            stack.push(new LinkedHashMap<>());
        } else if (function == PickledName.TENSOR && arguments.size() >= 6) {
            stack.push(tensor(arguments));
        } else if (function == PickledName.PARAMETER
                && !arguments.isEmpty()
                && arguments.get(0) instanceof PickledTensor tensor) {
            stack.push(tensor);
        } else {
            throw new IllegalArgumentException("calls " + described(function) + " with " + arguments.size()
                    + " arguments, which no stored tensor does: not read, and nothing was run");
        }
    }

    /** {@code (storage, offset, shape, strides, requires gradient, hooks)}. */
    private static PickledTensor tensor(List<?> arguments) {
        if (arguments.get(0) instanceof PickledStorage storage && arguments.get(1) instanceof Long offset) {
            return new PickledTensor(storage, offset, numbers(arguments.get(2)), numbers(arguments.get(3)));
        }
        throw new IllegalArgumentException("makes a tensor of " + described(arguments.get(0)) + ", not of a storage");
    }

    private static long[] numbers(Object value) {
        if (!(value instanceof List<?> list) || !list.stream().allMatch(Long.class::isInstance)) {
            throw new IllegalArgumentException("makes a tensor of sizes that are no integers");
        }
        return list.stream()
                .flatMapToLong(number -> number instanceof Long size ? LongStream.of(size) : LongStream.of())
                .toArray();
    }

    /** A state dict carries the versions of its modules, which say nothing about its tensors. */
    private void build() {
        stack.pop();
        if (!(stack.element() instanceof Map<?, ?>)) {
            throw new IllegalArgumentException("sets the state of " + described(stack.element()) + ": not read");
        }
    }

    private static String described(Object value) {
        if (value instanceof Map<?, ?>) {
            return "a dictionary";
        }
        if (value instanceof List<?> list) {
            return "a list of " + list.size();
        }
        if (value instanceof PickledTensor) {
            return "a tensor";
        }
        String text = value == Nothing.NOTHING ? "nothing" : String.valueOf(value);
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
