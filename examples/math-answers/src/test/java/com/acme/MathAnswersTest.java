package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MathAnswersTest {

    @Test
    void sameValueWrittenOtherwiseIsRight() {
        assertEquals("right", MathAnswers.judged("\\frac{1}{2}\tThe answer is 0.5."));
        assertTrue(MathAnswers.judged("\\frac{1}{2}\t2/1").startsWith("wrong: "));
    }

    /** Harder answers need more of the class path than easy ones: both libraries behind the judge must be there. */
    @Test
    void nestedRootsAndAnglesAreCompared() {
        assertEquals("right", MathAnswers.judged("\\sqrt{2+\\sqrt{3}}\t\\boxed{\\frac{\\sqrt{6}+\\sqrt{2}}{2}}"));
        assertTrue(MathAnswers.judged("\\sqrt{2+\\sqrt{3}}\t\\boxed{\\sqrt{2}+\\sqrt{3}}")
                .startsWith("wrong: "));
        assertEquals("right", MathAnswers.judged("\\sin\\frac{\\pi}{5}\t\\boxed{\\frac{\\sqrt{10-2\\sqrt{5}}}{4}}"));
    }
}
