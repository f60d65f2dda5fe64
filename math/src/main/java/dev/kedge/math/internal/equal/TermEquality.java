package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.term.Term;
import java.util.List;

/** The equality of single terms, which that of several is made of. */
@FunctionalInterface
interface TermEquality {

    /**
     * Compares two terms.
     *
     * @param gold the reference
     * @param answer the answer
     * @return true if they are the same
     */
    boolean same(Term gold, Term answer);

    /** Whether there are as many of the one as of the other, each the same as its counterpart. */
    default boolean allSame(List<Term> gold, List<Term> answer) {
        if (gold.size() != answer.size()) {
            return false;
        }
        for (int i = 0; i < gold.size(); i++) {
            if (!same(gold.get(i), answer.get(i))) {
                return false;
            }
        }
        return true;
    }
}
