package dev.kedge.tensor;

import java.util.Optional;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The processor that tensors live on and operations run on: of each thread its own, for a span of code that
 * {@link Compute#open} begins.
 *
 * <p>This is the only place that knows which. Whoever makes a tensor from nothing asks for its {@link #options};
 * whoever needs its bytes in main memory goes through {@link HostMemory}. Everything else follows the tensors it is
 * given.
 */
public enum ComputeDevice {
    /** The central processor and main memory. */
    CPU(DeviceType.CPU),
    /** An NVIDIA graphics processor; needs a build with the CUDA natives, see docs/performance.md. */
    CUDA(DeviceType.CUDA),
    /**
     * Apple's Metal, which is always refused: it has no 64-bit numbers, in which tokens are chosen and conditions
     * decided.
     */
    MPS(DeviceType.MPS),
    /** CUDA where there is one, else the central processor. */
    AUTO(DeviceType.CPU);

    private static final ThreadLocal<ComputeDevice> CURRENT = ThreadLocal.withInitial(() -> CPU);

    private final DeviceType type;

    ComputeDevice(DeviceType type) {
        this.type = type;
    }

    /** This device, or the one that {@link #AUTO} finds; refused if it is not there. */
    ComputeDevice available() {
        fault().ifPresent(fault -> {
            throw new IllegalArgumentException("device " + fault);
        });
        return this == AUTO && torch.cuda_is_available() ? CUDA : this == AUTO ? CPU : this;
    }

    /** Makes a device that is there the one in use on this thread; gives the one before. */
    static ComputeDevice bind(ComputeDevice device) {
        ComputeDevice before = CURRENT.get();
        CURRENT.set(device);
        return before;
    }

    /**
     * Why this device cannot be used here.
     *
     * @return a phrase that follows the name of the setting, such as {@code must be cpu or auto, got cuda: …}; empty if
     *     it can be used
     */
    public Optional<String> fault() {
        Torch.load();
        boolean cuda = torch.cuda_is_available();
        if (this == MPS) {
            return Optional.of("must be " + (cuda ? "cpu, cuda or auto" : "cpu or auto") + ", got mps: Metal has no"
                    + " 64-bit floating point numbers, in which tokens are chosen and conditions decided");
        }
        if (this == CUDA && !cuda) {
            return Optional.of("must be cpu or auto, got cuda: "
                    + (torch.hasCUDA()
                            ? "libtorch finds no NVIDIA device"
                            : "this build has no CUDA; build with -Pcuda (docs/performance.md)"));
        }
        return Optional.empty();
    }

    /**
     * The device in use on this thread.
     *
     * @return cpu outside of every {@link Compute.Span}
     */
    public static ComputeDevice current() {
        return CURRENT.get();
    }

    /**
     * How to make a tensor on the device in use.
     *
     * @param type of its elements
     * @return options for libtorch's factory functions
     */
    public static TensorOptions options(ScalarType type) {
        Torch.load();
        TensorOptions options = new TensorOptions(type);
        return current() == CPU ? options : options.device(new DeviceOptional(device()));
    }

    /** The same elements on the device in use; the tensor itself if it is there already. */
    static Tensor here(Tensor tensor) {
        return current() == CPU ? tensor : tensor.to(device(), tensor.scalar_type());
    }

    /** The same elements in main memory; the tensor itself if it is there already. */
    static Tensor inMainMemory(Tensor tensor) {
        return tensor.is_cpu() ? tensor : tensor.cpu();
    }

    private static Device device() {
        return new Device(current().type);
    }
}
