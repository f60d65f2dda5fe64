package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaxRuleVerifierTest {

    private static Verdict judge(String country, String goods, int net, String completion) {
        Map<String, String> fields = Map.of("country", country, "goods", goods, "net", String.valueOf(net));
        return new TaxRuleVerifier(TaxRuleVerifier.Config.DEFAULT)
                .verify(new Prompt("test", "", "", fields), completion);
    }

    @Test
    void theRuleDecides() {
        assertEquals(Outcome.CORRECT, judge("DE", "tool", 499, "V19 D00").outcome());
        assertEquals(Outcome.CORRECT, judge("DE", "tool", 500, "V19 D05").outcome());
        assertEquals(Outcome.CORRECT, judge("DE", "book", 999, "V07 D05").outcome());
        assertEquals(Outcome.CORRECT, judge("US", "food", 700, "V00 D05").outcome());
        assertEquals(Outcome.WRONG, judge("US", "food", 700, "V07 D05").outcome());
        assertEquals(0.5, judge("US", "food", 700, "V07 D05").reward());
        assertEquals(0.0, judge("US", "food", 700, "V07 D00").reward());
        assertEquals(Outcome.UNPARSABLE, judge("US", "food", 700, "V00 D05 V07 D00").outcome());
    }
}
