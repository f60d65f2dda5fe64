package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.evaluate.ScalarEquality;
import dev.kedge.math.internal.evaluate.Variables;
import dev.kedge.math.internal.term.Combination;
import dev.kedge.math.internal.term.Sign;
import dev.kedge.math.internal.term.Structure;
import dev.kedge.math.internal.term.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Equality of single answers: numbers and expressions, points, intervals and sets, matrices, relations, ratios, words.
 * Units, percent signs and degree signs do not count unless they contradict each other.
 *
 * @param scalars compares expressions
 */
public record ValueEquality(ScalarEquality scalars) implements TermEquality {

    @Override
    public boolean same(Term gold, Term answer) {
        if (gold instanceof Term.Num && answer instanceof Term.Num) {
            return scalars.same(gold, answer);
        }
        Measure measure = Measure.of(gold);
        Measure other = Measure.of(answer);
        return (measure.isPlain() && other.isPlain())
                ? plain(gold, answer)
                : new MeasureEquality(this, scalars).same(gold, measure, answer, other);
    }

    private boolean plain(Term gold, Term answer) {
        if (gold instanceof Term.Text one) {
            return text(one, answer);
        }
        if (answer instanceof Term.Text text) {
            return text(text, gold);
        }
        if (gold instanceof Term.Based || answer instanceof Term.Based) {
            return based(gold, answer);
        }
        if (gold instanceof Structure.Ratio || answer instanceof Structure.Ratio) {
            return ratios(gold, answer);
        }
        if (gold instanceof Structure.Chain || answer instanceof Structure.Chain) {
            return gold instanceof Structure.Chain one
                    && answer instanceof Structure.Chain other
                    && allSame(one.parts(), other.parts());
        }
        if (gold instanceof Structure.Relation one
                && answer instanceof Structure.Relation other
                && new RelationEquality(this, scalars).same(one, other)) {
            return true;
        }
        return structures(gold, answer);
    }

    /** Words are the same words, a word in capitals, letters beside each other, or that there is nothing. */
    private static boolean text(Term.Text text, Term other) {
        if (other instanceof Term.Text second) {
            return TextEquality.same(text.text(), second.text());
        }
        if (isEmptySet(other)) {
            return TextEquality.isNothing(text.text());
        }
        return letters(other)
                .filter(word -> TextEquality.same(text.text(), word))
                .isPresent();
    }

    /** The word that names beside each other are. */
    static Optional<String> letters(Term term) {
        if (term instanceof Term.Symbol symbol) {
            return symbol.name().length() > 2 ? Optional.of(symbol.name()) : Optional.empty();
        }
        if (!(term instanceof Term.Product product)) {
            return Optional.empty();
        }
        StringBuilder word = new StringBuilder();
        for (Term part : product.parts()) {
            if (part instanceof Term.Symbol symbol && symbol.name().length() == 1) {
                word.append(symbol.name());
            } else if (part == Term.Constant.E || part == Term.Constant.I) {
                word.append(part == Term.Constant.E ? 'e' : 'i');
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(word.toString());
    }

    private boolean structures(Term goldTerm, Term answerTerm) {
        Term gold = MatrixArithmetic.computed(goldTerm);
        Term answer = MatrixArithmetic.computed(answerTerm);
        if (gold instanceof Structure.Group one && answer instanceof Structure.Group other) {
            return groups(one, other);
        }
        if (gold instanceof Structure.Matrix != answer instanceof Structure.Matrix) {
            Optional<Term> one = matrix(gold);
            Optional<Term> other = matrix(answer);
            if (one.isPresent() && other.isPresent()) {
                return structures(one.get(), other.get());
            }
        }
        Optional<List<Term>> vector = vector(gold, answer);
        Optional<List<Term>> otherVector = vector(answer, gold);
        if (vector.isPresent() && otherVector.isPresent()) {
            return allSame(vector.get(), otherVector.get());
        }
        if (gold instanceof Structure.Matrix one && answer instanceof Structure.Matrix other) {
            return one.columns() == other.columns() && allSame(one.parts(), other.parts());
        }
        if (isSet(gold) || isSet(answer)) {
            return sets(gold, answer);
        }
        if (gold instanceof Structure.Relation || answer instanceof Structure.Relation) {
            return false;
        }
        return numbers(gold, answer);
    }

    private boolean numbers(Term gold, Term answer) {
        if (scalars.same(gold, answer)) {
            return true;
        }
        if (gold instanceof Term.Symbol one && answer instanceof Term.Symbol other) {
            return one.name().length() == 1 && one.name().equalsIgnoreCase(other.name()) && isChoice(one.name());
        }
        if (gold instanceof Term.Num && answer instanceof Term.Num) {
            return false;
        }
        if (Variables.in(gold).isEmpty()) {
            Optional<Measure> measure = Measure.ofLetters(answer);
            if (measure.isPresent()) {
                return same(gold, measure.get().value());
            }
        } else {
            Optional<Measure> one = Measure.ofLetters(gold);
            Optional<Measure> other = one.isEmpty() ? one : Measure.ofLetters(answer);
            if (other.isPresent() && new MeasureEquality(this, scalars).same(gold, one.get(), answer, other.get())) {
                return true;
            }
        }
        if (ImaginaryUnit.isNamed(gold, answer)) {
            return scalars.same(gold, ImaginaryUnit.in(answer));
        }
        if (IntegralConstant.same(gold, answer, scalars)) {
            return true;
        }
        boolean commonLogarithm = hasPlainLogarithm(gold) || hasPlainLogarithm(answer);
        return commonLogarithm && scalars.same(decadic(gold), decadic(answer));
    }

    private static boolean isChoice(String letter) {
        return "abcdeABCDE".contains(letter);
    }

    private static boolean hasPlainLogarithm(Term term) {
        return term.has(part -> part instanceof Term.Apply apply
                && apply.function().equals("log")
                && apply.parts().size() == 1);
    }

    private static Term decadic(Term term) {
        return term.map(part -> part instanceof Term.Apply apply
                        && apply.function().equals("log")
                        && apply.parts().size() == 1
                ? Term.Apply.of("log", apply.parts().get(0), Term.Num.of(10))
                : part);
    }

    private boolean based(Term gold, Term answer) {
        if (gold instanceof Term.Based one && answer instanceof Term.Based other) {
            return one.value().equals(other.value());
        }
        Term.Based based = (Term.Based) (gold instanceof Term.Based ? gold : answer);
        Term plain = gold instanceof Term.Based ? answer : gold;
        return Numerals.isWritten(based, plain) || (gold != based && scalars.same(gold, answer));
    }

    private boolean ratios(Term gold, Term answer) {
        if (gold instanceof Structure.Ratio one && answer instanceof Structure.Ratio other) {
            if (one.parts().size() != other.parts().size()) {
                return false;
            }
            if (allSame(one.parts(), other.parts())) {
                return true;
            }
            if (isTime(one) || isTime(other)) {
                return false;
            }
            for (int i = 1; i < one.parts().size(); i++) {
                if (!scalars.same(cross(one, 0, other, i), cross(one, i, other, 0))) {
                    return false;
                }
            }
            return true;
        }
        Structure.Ratio ratio = (Structure.Ratio) (gold instanceof Structure.Ratio ? gold : answer);
        Term other = gold instanceof Structure.Ratio ? answer : gold;
        return ratio.parts().size() == 2
                && !isTime(ratio)
                && scalars.same(
                        new Term.Quotient(ratio.parts().get(0), ratio.parts().get(1)), other);
    }

    private static Term cross(Structure.Ratio one, int i, Structure.Ratio other, int j) {
        return new Term.Product(List.of(one.parts().get(i), other.parts().get(j)));
    }

    /** Whether the ratio looks like a time: two digits after the colon, or hours, minutes and seconds. */
    private static boolean isTime(Structure.Ratio ratio) {
        int colon = ratio.written().indexOf(':');
        if (ratio.parts().size() == 3 || ratio.written().startsWith("0")) {
            String[] parts = ratio.written().split(":", -1);
            return ratio.written().startsWith("0") || (parts[1].length() == 2 && parts[parts.length - 1].length() >= 2);
        }
        return ratio.parts().size() == 2 && ratio.written().length() == colon + 3;
    }

    private boolean groups(Structure.Group gold, Structure.Group answer) {
        if (gold.parts().size() != answer.parts().size()) {
            return false;
        }
        boolean pair = gold.parts().size() == 2 && gold.open() != '<' && answer.open() != '<';
        if (pair && (gold.open() != answer.open() || gold.close() != answer.close())) {
            return false;
        }
        return allSame(gold.parts(), answer.parts());
    }

    /** A matrix, or brackets within brackets that are one. */
    private static Optional<Term> matrix(Term term) {
        if (term instanceof Structure.Matrix) {
            return Optional.of(term);
        }
        if (!(term instanceof Structure.Group rows) || !(rows.parts().get(0) instanceof Structure.Group first)) {
            return Optional.empty();
        }
        List<Term> entries = new ArrayList<>();
        for (Term row : rows.parts()) {
            if (!(row instanceof Structure.Group group)
                    || group.parts().size() != first.parts().size()) {
                return Optional.empty();
            }
            entries.addAll(group.parts());
        }
        return Optional.of(new Structure.Matrix(first.parts().size(), entries));
    }

    /** The entries of a vector; of a sum of directions, as many as the other side has. */
    private Optional<List<Term>> vector(Term term, Term other) {
        Optional<List<Term>> entries = vector(term);
        return entries.isPresent()
                ? entries
                : vector(other).flatMap(given -> Directions.components(term, given.size(), scalars));
    }

    /** The entries of a point or of a matrix with one row or column. */
    private static Optional<List<Term>> vector(Term term) {
        if (term instanceof Structure.Group group) {
            boolean nested = group.parts().stream().allMatch(part -> part instanceof Structure.Group);
            boolean halfOpen = (group.open() == '(') != (group.close() == ')');
            return nested || halfOpen ? Optional.empty() : Optional.of(group.parts());
        }
        if (term instanceof Structure.Matrix matrix
                && (matrix.columns() == 1 || matrix.columns() == matrix.parts().size())) {
            return Optional.of(matrix.parts());
        }
        return Optional.empty();
    }

    private static boolean isEmptySet(Term term) {
        return (term instanceof Structure.FiniteSet set && set.parts().isEmpty())
                || (term instanceof Term.Symbol symbol && symbol.name().equals("∅"));
    }

    private static boolean isSet(Term term) {
        return term instanceof Structure.Combined
                || term instanceof Structure.FiniteSet
                || term instanceof Structure.Group
                || isEmptySet(term)
                || (term instanceof Term.Sum && term.has(part -> part instanceof Structure.FiniteSet))
                || (term instanceof Term.Symbol symbol && symbol.name().equals("ℝ"))
                || (term instanceof Structure.Relation relation
                        && relation.signs().stream()
                                .allMatch(sign -> sign.isOrder() || sign == Sign.NOT_EQUAL || sign == Sign.IN));
    }

    /** The members of a set that is another one without some. */
    private Term without(Term term) {
        if (!(term instanceof Structure.Combined combined)
                || combined.combination() != Combination.DIFFERENCE
                || !(combined.left() instanceof Structure.FiniteSet all)
                || !(combined.right() instanceof Structure.FiniteSet some)
                || (long) all.parts().size() * some.parts().size() > MemberEquality.MAX_MEMBERS) {
            return term;
        }
        return new Structure.FiniteSet(all.parts().stream()
                .filter(member -> some.parts().stream().noneMatch(other -> same(other, member)))
                .toList());
    }

    private boolean sets(Term goldTerm, Term answerTerm) {
        Term gold = without(goldTerm);
        Term answer = without(answerTerm);
        if (gold instanceof Structure.FiniteSet one && answer instanceof Structure.FiniteSet other) {
            MemberEquality members = new MemberEquality(this);
            return members.sameMembers(members.distinct(one.parts()), members.distinct(other.parts()));
        }
        Optional<RealSet> one = SetTerms.of(gold, scalars);
        Optional<RealSet> other = SetTerms.of(answer, scalars);
        if (one.isPresent() && other.isPresent()) {
            return one.get().sameAs(other.get(), scalars);
        }
        if (gold instanceof Structure.Combined first && answer instanceof Structure.Combined second) {
            if (first.combination() != second.combination()) {
                return false;
            }
            boolean turns = first.combination() != Combination.DIFFERENCE;
            return allSame(first.parts(), second.parts())
                    || (turns && same(first.left(), second.right()) && same(first.right(), second.left()));
        }
        return false;
    }
}
