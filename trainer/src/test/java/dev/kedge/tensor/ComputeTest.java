package dev.kedge.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** A span's settings hold on its own thread, until it ends. */
class ComputeTest {

    @Test
    void whatHeldBeforeHoldsAgain() {
        int before = Torch.threads();
        try (Compute.Span outer = Compute.cpu(2).open()) {
            try (Compute.Span inner = Compute.cpu(1).open()) {
                assertThat(Torch.threads()).isEqualTo(1);
            }
            assertThat(Torch.threads()).isEqualTo(2);
        }
        assertThat(Torch.threads()).isEqualTo(before);
    }

    /** Both threads are new to libtorch, so that each works for the first time after the other has set its number. */
    @Test
    void twoThreadsHaveTheirOwnNumbersAtTheSameTime() throws InterruptedException, ExecutionException {
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            Future<Integer> one = two.submit(() -> seenWith(1, together));
            Future<Integer> other = two.submit(() -> seenWith(2, together));
            assertThat(one.get()).isEqualTo(1);
            assertThat(other.get()).isEqualTo(2);
        } finally {
            two.shutdownNow();
        }
    }

    private static int seenWith(int threads, CyclicBarrier together) throws Exception {
        try (Compute.Span span = Compute.cpu(threads).open();
                Scope scope = Scope.open()) {
            together.await();
            double sum = torch.ones(1 << 20).sum().item_double(); // large enough to be shared
            together.await();
            assertThat(sum).isEqualTo(1 << 20);
            return Torch.threads();
        }
    }

    @Test
    void noThreadsAreRefused() {
        assertThatThrownBy(() -> Compute.cpu(0)).hasMessage("threads must be >= 1, got 0");
    }
}
