package dev.kedge.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every part gets back exactly what it gave, whoever else is in the checkpoint. */
class CheckpointRegistryTest {

    private static final class Part implements Checkpointed {

        private SortedMap<String, Double> known;

        Part(Map<String, Double> known) {
            this.known = new TreeMap<>(known);
        }

        @Override
        public SortedMap<String, Double> state() {
            return known;
        }

        @Override
        public void resume(SortedMap<String, Double> state) {
            known = state;
        }
    }

    private final Part first = new Part(Map.of("mean", 0.7, "rate/mean", 0.1));
    private final Part second = new Part(Map.of("mean", 3.0));

    @Test
    void partsOfTheSameNamesAreKeptApart() {
        SortedMap<String, Double> state =
                new CheckpointRegistry().with("a.", first).with("b.", second).state();
        assertThat(state).isEqualTo(Map.of("a.mean", 0.7, "a.rate/mean", 0.1, "b.mean", 3.0));

        Part resumed = new Part(Map.of());
        Part other = new Part(Map.of());
        new CheckpointRegistry().with("b.", other).with("a.", resumed).resume(state);
        assertThat(resumed.state()).isEqualTo(first.state());
        assertThat(other.state()).isEqualTo(second.state());
    }

    @Test
    void aPartThatTheCheckpointDoesNotKnowIsResumedWithNothing() {
        new CheckpointRegistry().with("a.", first).resume(new TreeMap<>(Map.of("b.mean", 3.0)));
        assertThat(first.state()).isEmpty();
    }

    @Test
    void prefixesThatCouldBeMixedUpAreRefused() {
        CheckpointRegistry registry = new CheckpointRegistry().with("a", first);
        assertThatThrownBy(() -> registry.with("ab", second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"ab\" beside \"a\"");
    }
}
