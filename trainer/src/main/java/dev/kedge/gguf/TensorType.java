package dev.kedge.gguf;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The element types of a GGUF file that can be read. Constants are named as llama.cpp names them. */
public enum TensorType {
    /** 32-bit IEEE 754. */
    F32(
            0,
            1,
            4,
            (block, at, into, first) -> into[first] = block.getFloat(at),
            (numbers, first, block) -> block.putFloat(numbers[first])),
    /** 16-bit IEEE 754. */
    F16(
            1,
            1,
            2,
            (block, at, into, first) -> into[first] = HalfPrecision.ofHalf(block.getShort(at)),
            (numbers, first, block) -> block.putShort(HalfPrecision.toHalf(numbers[first]))),
    /** The upper half of a float32. */
    BF16(
            30,
            1,
            2,
            (block, at, into, first) -> into[first] = HalfPrecision.ofBrain(block.getShort(at)),
            (numbers, first, block) -> block.putShort(HalfPrecision.toBrain(numbers[first]))),
    /** Blocks of 32 numbers of 4 bits with a scale. */
    Q4_0(2, SmallBlocks.ELEMENTS, 18, SmallBlocks::readQ40, SmallBlocks::writeQ40),
    /** Blocks of 32 numbers of 4 bits with a scale and a smallest value. */
    Q4_1(3, SmallBlocks.ELEMENTS, 20, SmallBlocks::readQ41, null),
    /** Blocks of 32 numbers of 5 bits with a scale. */
    Q5_0(6, SmallBlocks.ELEMENTS, 22, SmallBlocks::readQ50, null),
    /** Blocks of 32 numbers of 5 bits with a scale and a smallest value. */
    Q5_1(7, SmallBlocks.ELEMENTS, 24, SmallBlocks::readQ51, null),
    /** Blocks of 32 numbers of 8 bits with a scale. */
    Q8_0(8, SmallBlocks.ELEMENTS, 34, SmallBlocks::readQ80, SmallBlocks::writeQ80),
    /** Blocks of 256 numbers of 4 bits with eight scales and smallest values. */
    Q4_K(12, SuperBlocks.ELEMENTS, 144, SuperBlocks::readQ4K, null),
    /** Blocks of 256 numbers of 5 bits with eight scales and smallest values. */
    Q5_K(13, SuperBlocks.ELEMENTS, 176, SuperBlocks::readQ5K, null),
    /** Blocks of 256 numbers of 6 bits with sixteen scales. */
    Q6_K(14, SuperBlocks.ELEMENTS, 210, SuperBlocks::readQ6K, null);

    private final int id;
    private final int blockElements;
    private final int blockBytes;

    @SuppressWarnings("ImmutableEnumChecker") // a static method
    private final BlockReader reader;

    @SuppressWarnings("ImmutableEnumChecker") // a static method
    private final @Nullable BlockWriter writer;

    TensorType(int id, int blockElements, int blockBytes, BlockReader reader, @Nullable BlockWriter writer) {
        this.id = id;
        this.blockElements = blockElements;
        this.blockBytes = blockBytes;
        this.reader = reader;
        this.writer = writer;
    }

    /**
     * The type of a number in a file.
     *
     * @throws IllegalArgumentException if it is none that can be read; the message lists those that can
     */
    static TensorType of(long id) {
        return Arrays.stream(values())
                .filter(type -> type.id == id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("its type must be one of "
                        + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "))
                        + ", got " + UnreadTypes.name(id)));
    }

    /** Numbers in a block. */
    public int blockElements() {
        return blockElements;
    }

    /** Bytes of a block. */
    public int blockBytes() {
        return blockBytes;
    }

    /**
     * Reads whole blocks.
     *
     * @param blocks little-endian; from its beginning to its limit
     * @param into receives the numbers from index 0 on
     */
    void read(ByteBuffer blocks, float[] into) {
        int count = blocks.limit() / blockBytes;
        for (int i = 0; i < count; i++) {
            reader.read(blocks, i * blockBytes, into, i * blockElements);
        }
    }

    /** The number in a file. */
    int id() {
        return id;
    }

    /** Whether it can be written too. */
    public boolean isWritable() {
        return writer != null;
    }

    /**
     * Writes whole blocks.
     *
     * @param numbers holds the numbers
     * @param count how many count, a multiple of {@link #blockElements}
     * @param blocks little-endian, receives them from its position on
     * @throws IllegalArgumentException if it is a type that is only read
     */
    void write(float[] numbers, int count, ByteBuffer blocks) {
        if (writer == null) {
            throw new IllegalArgumentException(this + " is only read, not written");
        }
        for (int first = 0; first < count; first += blockElements) {
            writer.write(numbers, first, blocks);
        }
    }
}
