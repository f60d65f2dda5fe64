package dev.kedge.model.hub;

import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Weights that are stored somewhere, under the names and in the row order of transformers, open for reading. */
interface WeightSource extends AutoCloseable {

    /** Where they are stored, for messages. */
    Path source();

    /** All of them by name. */
    Map<String, StoredTensor> tensors();

    /**
     * Copies a tensor's elements, converted to the destination's type.
     *
     * @param name of a tensor that is there
     * @param destination contiguous, with as many elements
     */
    void copyTo(String name, Tensor destination);

    @Override
    void close();
}
