package dev.kedge.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // what waits for ever is a failure, not a slow test
class WorkersTest {

    @Test
    void theCostliestGoesFirstEachToTheWorkerWithLeastToDo() {
        // 9 to worker 0, 7 to 1, 6 to 1 (7 < 9), 5 to 0 (9 < 13), 2 to 1 (13 < 14): 14 and 15.
        assertThat(Workers.shares(new long[] {5, 9, 2, 6, 7}, 2)).containsExactly(List.of(0, 1), List.of(2, 3, 4));
    }

    @Test
    void equalCostsAreDealtInTurn() {
        assertThat(Workers.shares(new long[] {3, 3, 3, 3, 3}, 2)).containsExactly(List.of(0, 2, 4), List.of(1, 3));
        assertThat(Workers.shares(new long[] {1}, 3)).containsExactly(List.of(0), List.of(), List.of());
    }

    @Test
    void everyPieceIsDoneOnceByItsWorkerInAscendingOrder() {
        long[] costs = {5, 9, 2, 6, 7};
        List<List<Integer>> done = List.of(
                Collections.synchronizedList(new ArrayList<>()), Collections.synchronizedList(new ArrayList<>()));
        try (Workers two = Workers.of(2, Compute.cpu(2))) {
            two.each(costs, (worker, piece) -> done.get(worker).add(piece));
        }
        assertThat(done).isEqualTo(Workers.shares(costs, 2));
    }

    @Test
    void workersAreAtWorkAtTheSameTimeAndTheFirstIsTheCaller() {
        CountDownLatch both = new CountDownLatch(2);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (Workers two = Workers.of(2, Compute.cpu(2))) {
            two.each(new long[] {1, 1}, (worker, piece) -> {
                threads.add(Thread.currentThread());
                both.countDown();
                awaited(both); // neither returns before the other has begun
            });
        }
        assertThat(threads).hasSize(2).contains(Thread.currentThread());
    }

    @Test
    void eachHasItsShareOfTheThreadsAndTheCallerGetsItsOwnBack() {
        int[] threads = new int[3];
        try (Compute.Span span = Compute.cpu(4).open()) {
            try (Workers two = Workers.of(2, Compute.cpu(4))) {
                two.each(new long[] {1, 1}, (worker, piece) -> threads[worker] = Torch.threads());
            }
            threads[2] = Torch.threads();
        }
        assertThat(threads).containsExactly(2, 2, 4);
    }

    @Test
    void oneWorkerIsTheCallerAsItIs() {
        try (Compute.Span span = Compute.cpu(3).open();
                Workers one = Workers.of(1, Compute.cpu(3))) {
            one.each(
                    new long[] {1},
                    (worker, piece) -> assertThat(Torch.threads()).isEqualTo(3));
        }
    }

    @Test
    void aFailureIsThrownAfterTheOthersHaveEnded() {
        List<Integer> done = Collections.synchronizedList(new ArrayList<>());
        try (Workers two = Workers.of(2, Compute.cpu(2))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> two.each(new long[] {1, 1, 1, 1}, (worker, piece) -> {
                        if (worker == 1) {
                            throw new IllegalStateException("piece " + piece);
                        }
                        done.add(piece);
                    }))
                    .withMessage("piece 1");
            assertThat(done).containsExactly(0, 2);
            done.clear();
            two.each(new long[] {1, 1}, (worker, piece) -> done.add(piece)); // they go on
            assertThat(done).containsExactlyInAnyOrder(0, 1);
        }
    }

    @Test
    void gradientsOfOneLeafEachDoNotMix() {
        // d/dx Σ k·x = k for worker k, whatever the other does at the same time
        double[] gradients = new double[2];
        try (Workers two = Workers.of(2, Compute.cpu(2))) {
            two.each(new long[] {1, 1}, (worker, piece) -> {
                try (Scope scope = Scope.open()) {
                    Tensor leaf = Autograd.leaf(torch.ones(8));
                    for (int i = 0; i < 50; i++) {
                        Autograd.backward(leaf.mul(torch.ones(1).mul_(new org.bytedeco.pytorch.Scalar(worker + 1.0)))
                                .sum());
                    }
                    gradients[worker] = Autograd.gradient(leaf).sum().item_double();
                }
            });
        }
        assertThat(gradients).containsExactly(8 * 50 * 1, 8 * 50 * 2);
    }

    @Test
    void noneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Workers.of(0, Compute.cpu(2)))
                .withMessage("workers must be >= 1, got 0");
    }

    @Test
    void turnsAreTakenInOrderWhoeverHasThem() {
        List<Integer> taken = new ArrayList<>();
        Turns turns = new Turns();
        try (Workers three = Workers.of(3, Compute.cpu(3))) {
            three.each(
                    IntStream.range(0, 12).mapToLong(piece -> piece % 5 + 1L).toArray(),
                    (worker, piece) -> turns.take(piece, () -> taken.add(piece)));
        }
        assertThat(taken).isEqualTo(IntStream.range(0, 12).boxed().toList());
    }

    @Test
    void nobodyWaitsForATurnThatWillNotBeTaken() {
        Turns turns = new Turns();
        try (Workers two = Workers.of(2, Compute.cpu(2))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> two.each(new long[] {1, 1}, (worker, piece) -> {
                        if (piece == 0) {
                            turns.abandon();
                            throw new IllegalStateException("piece 0 failed");
                        }
                        turns.take(piece, () -> {});
                    }))
                    .withMessageMatching("piece 0 failed|another worker has failed before turn 1");
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
