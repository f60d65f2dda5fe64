package dev.kedge.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class ScopeTest {

    @Test
    void aKeptGradientOutlivesItsLeaf() {
        // leaf.grad() is a reference into the leaf's own native object. Keeping that reference, as keep() once did,
        // left a dangling pointer when the leaf was released: the heap was corrupted within a few dozen training steps.
        List<Tensor> kept = new ArrayList<>();
        try (Scope outer = Scope.open()) {
            for (int i = 0; i < 200; i++) {
                try (Scope inner = Scope.open()) {
                    Tensor leaf = Autograd.leaf(HostMemory.tensor(new float[] {i, 1}, 2));
                    Autograd.backward(leaf.square().sum());
                    kept.add(inner.keep(Autograd.gradient(leaf)));
                }
            }
            for (int i = 0; i < 200; i++) {
                // d/dx x² = 2x
                assertThat(HostMemory.floats(kept.get(i))).containsExactly(2f * i, 2f);
            }
        }
    }

    @Test
    void aTensorWithTwoHandlesIsKeptThroughEither() {
        // An in-place operation returns a second handle with the same address.
        try (Scope outer = Scope.open()) {
            Tensor kept;
            try (Scope inner = Scope.open()) {
                Tensor made = HostMemory.tensor(new float[] {1, 2}, 2);
                kept = inner.keep(made.mul_(new Scalar(3)));
            }
            assertThat(HostMemory.floats(kept)).containsExactly(3f, 6f);
        }
    }

    @Test
    void aClosedScopeReleasesWhatWasMadeInIt() {
        Tensor made;
        Tensor derived;
        try (Scope scope = Scope.open()) {
            made = HostMemory.tensor(new float[] {1, 2}, 2);
            derived = made.exp().sum();
            assertThat(made.isNull() || derived.isNull()).isFalse();
        }
        assertThat(made.isNull() && derived.isNull()).isTrue();
    }
}
