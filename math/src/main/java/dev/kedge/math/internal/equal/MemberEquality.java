package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.term.Term;
import java.util.ArrayList;
import java.util.List;

/**
 * Equality of members whose order does not count.
 *
 * @param values compares single members
 */
record MemberEquality(TermEquality values) {

    /** The most members that are compared: each may have to be compared with each. */
    static final int MAX_MEMBERS = 100;

    /** Whether each member of the one is one of the other's, and each of those is used once. */
    boolean sameMembers(List<Term> gold, List<Term> answer) {
        if (gold.size() != answer.size() || gold.size() > MAX_MEMBERS) {
            return false;
        }
        List<Term> left = new ArrayList<>(answer);
        for (Term wanted : gold) {
            int found = -1;
            for (int i = 0; i < left.size() && found < 0; i++) {
                if (values.same(wanted, left.get(i))) {
                    found = i;
                }
            }
            if (found < 0) {
                return false;
            }
            left.remove(found);
        }
        return true;
    }

    /** The members without those that are there already; both signs of one with ±. */
    List<Term> distinct(List<Term> members) {
        List<Term> distinct = new ArrayList<>();
        for (Term member : members) {
            for (Term choice : Items.signChoices(member)) {
                if (distinct.size() < MAX_MEMBERS && distinct.stream().noneMatch(other -> values.same(other, choice))) {
                    distinct.add(choice);
                }
            }
        }
        return distinct;
    }
}
