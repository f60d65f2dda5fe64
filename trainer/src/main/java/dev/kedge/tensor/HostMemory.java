package dev.kedge.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The border between Java arrays and tensors, which copies. Row-major; a tensor to be read may be of any layout. */
public final class HostMemory {

    private HostMemory() {}

    /**
     * A tensor with the given elements.
     *
     * @param values row-major
     * @param shape its product is {@code values.length}
     * @return {@code int64 shape}
     */
    public static Tensor tensor(long[] values, long... shape) {
        Tensor result = empty(ScalarType.Long, values.length, shape);
        if (values.length > 0) {
            try (LongPointer data = new LongPointer(result.data_ptr())) {
                data.put(values, 0, values.length);
            }
        }
        return ComputeDevice.here(result);
    }

    /**
     * A tensor with the given elements.
     *
     * @param values row-major
     * @param shape its product is {@code values.length}
     * @return {@code float32 shape}
     */
    public static Tensor tensor(float[] values, long... shape) {
        Tensor result = empty(ScalarType.Float, values.length, shape);
        if (values.length > 0) {
            try (FloatPointer data = new FloatPointer(result.data_ptr())) {
                data.put(values, 0, values.length);
            }
        }
        return ComputeDevice.here(result);
    }

    /**
     * A tensor with the given elements.
     *
     * @param values row-major
     * @param shape its product is {@code values.length}
     * @return {@code float64 shape}
     */
    public static Tensor tensor(double[] values, long... shape) {
        Tensor result = empty(ScalarType.Double, values.length, shape);
        if (values.length > 0) {
            try (DoublePointer data = new DoublePointer(result.data_ptr())) {
                data.put(values, 0, values.length);
            }
        }
        return ComputeDevice.here(result);
    }

    /**
     * The elements of an integer tensor.
     *
     * @param tensor any integer type
     * @return row-major copy
     */
    public static long[] longs(Tensor tensor) {
        try (Scope scope = Scope.open()) {
            Tensor flat = ComputeDevice.inMainMemory(tensor.detach())
                    .to(ScalarType.Long)
                    .contiguous();
            long[] values = new long[Math.toIntExact(flat.numel())];
            if (values.length > 0) { // an empty tensor has no memory
                new LongPointer(flat.data_ptr()).get(values);
            }
            return values;
        }
    }

    /**
     * The elements of a tensor as float32.
     *
     * @param tensor any type
     * @return row-major copy
     */
    public static float[] floats(Tensor tensor) {
        try (Scope scope = Scope.open()) {
            Tensor flat = ComputeDevice.inMainMemory(tensor.detach())
                    .to(ScalarType.Float)
                    .contiguous();
            float[] values = new float[Math.toIntExact(flat.numel())];
            if (values.length > 0) { // an empty tensor has no memory
                new FloatPointer(flat.data_ptr()).get(values);
            }
            return values;
        }
    }

    /**
     * The elements of a tensor as float64.
     *
     * @param tensor any type
     * @return row-major copy
     */
    public static double[] doubles(Tensor tensor) {
        try (Scope scope = Scope.open()) {
            Tensor flat = ComputeDevice.inMainMemory(tensor.detach())
                    .to(ScalarType.Double)
                    .contiguous();
            double[] values = new double[Math.toIntExact(flat.numel())];
            if (values.length > 0) { // an empty tensor has no memory
                new DoublePointer(flat.data_ptr()).get(values);
            }
            return values;
        }
    }

    /**
     * The memory of a contiguous tensor itself, not a copy: writing to the buffer writes to the tensor. The tensor must
     * outlive the buffer.
     *
     * @param tensor contiguous, in main memory, less than 2 GiB
     * @return direct, little-endian
     */
    public static ByteBuffer bytes(Tensor tensor) {
        if (!tensor.is_contiguous() || !tensor.is_cpu()) {
            throw new IllegalArgumentException("only the memory of a contiguous tensor in main memory can be viewed");
        }
        BytePointer data = new BytePointer(tensor.data_ptr());
        return data.capacity(tensor.nbytes()).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The elements in main memory, so that {@link #bytes} can view them.
     *
     * @param tensor contiguous, on any device
     * @return the tensor itself if it is in main memory, else a copy
     */
    public static Tensor resident(Tensor tensor) {
        return ComputeDevice.inMainMemory(tensor);
    }

    /**
     * A tensor over memory outside libtorch, not a copy. The buffer must outlive the tensor.
     *
     * @param memory direct, read from its position on; the tensor must not be written to if the buffer is read-only
     * @param type of the elements
     * @param shape row-major; its product times the element size is at most what remains of the buffer
     */
    public static Tensor wrap(ByteBuffer memory, ScalarType type, long... shape) {
        Torch.load();
        if (!memory.isDirect()) {
            throw new IllegalArgumentException("only direct memory can be wrapped");
        }
        long bytes = torch.elementSize(type);
        for (long size : shape) {
            bytes = Math.multiplyExact(bytes, size);
        }
        if (bytes > memory.remaining()) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " needs " + bytes + " bytes, got " + memory.remaining());
        }
        return torch.from_blob(new BytePointer(memory.slice()), shape, new TensorOptions(type));
    }

    /**
     * A file as a tensor, by memory-mapping: its bytes are read when they are looked at, and the mapping ends with the
     * tensor.
     *
     * @param file not to be changed or shortened while the tensor lives
     * @param bytes how many of its bytes, from the first
     * @return {@code uint8 [bytes]}; must not be written to
     */
    public static Tensor map(Path file, long bytes) {
        Torch.load();
        return torch.from_file(
                file.toString(), new BoolOptional(false), new LongOptional(bytes), new TensorOptions(ScalarType.Byte));
    }

    private static Tensor empty(ScalarType type, int length, long... shape) {
        Torch.load();
        long product = 1;
        for (long size : shape) {
            product *= size;
        }
        if (product != length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " does not hold " + length + " values");
        }
        return torch.empty(shape, new TensorOptions(type), null);
    }
}
