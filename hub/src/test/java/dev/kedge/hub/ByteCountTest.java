package dev.kedge.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteCountTest {

    @Test
    void prefixKeepsTheNumberBelowAThousand() {
        assertThat(ByteCount.text(0)).isEqualTo("0 B");
        assertThat(ByteCount.text(999)).isEqualTo("999 B");
        assertThat(ByteCount.text(1000)).isEqualTo("1.0 kB");
        assertThat(ByteCount.text(999_949)).isEqualTo("999.9 kB");
        assertThat(ByteCount.text(999_999)).isEqualTo("1.0 MB"); // not 1000.0 kB
        assertThat(ByteCount.text(270_600_000)).isEqualTo("270.6 MB");
        assertThat(ByteCount.text(Long.MAX_VALUE)).isEqualTo("9.2 EB");
    }
}
