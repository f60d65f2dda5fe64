package dev.kedge.math.internal.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Term;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainNumberTest {

    /** A space behind the digits is no digit: the text with it is read by the lexer and the parser. */
    @Test
    void theShortWaySaysWhatTheParserSays() throws Exception {
        for (String number :
                List.of("0", "7", "007", "14", "-5", "-0", "3.50", "0.5", "-12345.678", "999999999999999999", "12.0")) {
            assertThat(PlainNumber.of(number)).as(number).isPresent();
            assertThat(AnswerParser.parse(number)).as(number).isEqualTo(AnswerParser.parse(number + " "));
        }
    }

    @Test
    void whatIsMoreThanDigitsIsLeftToTheParser() {
        for (String other : List.of(
                "", "-", "--5", "+5", ".5", "5.", "1.2.3", "1,000", "1e5", "5 km", "５", "1234567890123456789")) {
            assertThat(PlainNumber.of(other)).as(other).isEmpty();
        }
    }

    /** 3.50 = 350/100 = 7/2, and it was written with a point. */
    @Test
    void decimalsAreExact() {
        assertThat(PlainNumber.of("3.50"))
                .contains(new Term.Num(new Rational(BigInteger.valueOf(7), BigInteger.TWO), true));
    }
}
