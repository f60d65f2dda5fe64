package dev.kedge.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SummaryTableTest {

    @Test
    void columnsAreAlignedAndWhatIsUnknownStaysEmpty() {
        SummaryTable table = new SummaryTable()
                .share("held-out accuracy, greedy", 0.245, 0.98)
                .number("entropy", Double.NaN, 0.3125, 2)
                .row("time", "", "2 min 05 s");
        assertThat(table).hasToString("""
                                                     before         after
                        held-out accuracy, greedy     24.5%         98.0%
                        entropy                                      0.31
                        time                                   2 min 05 s
                        """);
    }
}
