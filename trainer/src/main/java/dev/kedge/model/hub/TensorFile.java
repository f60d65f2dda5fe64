package dev.kedge.model.hub;

import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.bytedeco.pytorch.Tensor;

/** Named float32 tensors in one safetensors file: the state of a trainer, and anything else that is not a model. */
public final class TensorFile {

    private TensorFile() {}

    /**
     * Writes tensors.
     *
     * @param file appears whole or not at all
     * @param tensors contiguous float32, by name
     */
    public static void write(Path file, SortedMap<String, Tensor> tensors) {
        SafetensorsWriter.write(file, tensors, name -> ElementType.F32);
    }

    /**
     * Fills tensors in place.
     *
     * @param file what {@link #write} wrote
     * @param tensors contiguous float32, by the names in the file
     * @throws IllegalArgumentException if the file is damaged, or has not the same names and sizes: one line that names
     *     the file and the problem
     */
    public static void readInto(Path file, SortedMap<String, Tensor> tensors) {
        try (SafetensorsFile stored = SafetensorsFile.open(file)) {
            if (!stored.tensors().keySet().equals(tensors.keySet())) {
                throw new IllegalArgumentException(file + ": must hold " + tensors.keySet() + ", got "
                        + stored.tensors().keySet());
            }
            for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
                stored.copyTo(entry.getKey(), entry.getValue());
            }
        }
    }
}
