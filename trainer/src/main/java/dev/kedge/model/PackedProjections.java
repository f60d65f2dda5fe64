package dev.kedge.model;

import dev.kedge.tensor.PackedWeight;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/** Projections by name of their weight: those of large matrices multiply with a packed copy of it. */
final class PackedProjections implements Function<String, Projection>, AutoCloseable {

    private final ParameterStore parameters;
    private final List<PackedWeight> copies = new ArrayList<>();

    PackedProjections(ParameterStore parameters) {
        this.parameters = parameters;
    }

    @Override
    public Projection apply(String name) {
        Tensor weight = parameters.block(name);
        if (!PackedWeight.pays(weight)) {
            return Projection.of(weight);
        }
        PackedWeight copy = PackedWeight.of(weight);
        copies.add(copy);
        return copy::apply;
    }

    @Override
    public void close() {
        copies.forEach(PackedWeight::close);
    }
}
