package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.term.Structure;
import dev.kedge.math.internal.term.Term;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Equality of lists of answers: each answer of the reference once, and nothing else.
 *
 * <p>Order does not count, unless the reference gives its answers different names and the other gives none. Where both
 * give names, answers of the same name are compared.
 *
 * @param values compares single answers
 */
public record ListEquality(ValueEquality values) {

    /**
     * Compares two answers.
     *
     * @param gold the reference
     * @param answer the answer
     * @return true if they are the same
     */
    public boolean same(Term gold, Term answer) {
        List<Items.Item> reference = Items.of(Tuples.of(gold));
        List<Items.Item> given = Items.of(Tuples.of(answer));
        if (reference.size() == 1 && given.size() == 1) {
            return one(reference.get(0), given.get(0));
        }
        if (inequalities(gold, answer)) {
            return true;
        }
        Optional<Boolean> named = named(reference, given);
        if (named.isPresent()) {
            return named.get();
        }
        if (reference.size() == 1
                && reference.get(0).value() instanceof Structure.Group group
                && group.open() != '['
                && group.close() != ']'
                && group.parts().size() == given.size()) {
            return values.allSame(
                    group.parts(), given.stream().map(Items.Item::value).toList());
        }
        List<Items.Item> wanted = members(reference);
        List<Items.Item> found = members(given);
        if (areLetters(gold, answer) || areLetters(answer, gold)) {
            return true;
        }
        if (found.size() == 1 && hasDifferentNames(wanted) && found.get(0).value() instanceof Structure.Group group) {
            return values.allSame(wanted.stream().map(Items.Item::value).toList(), group.parts());
        }
        if (wanted.isEmpty()
                || found.isEmpty()
                || wanted.size() > MemberEquality.MAX_MEMBERS
                || found.size() > MemberEquality.MAX_MEMBERS) {
            return false;
        }
        if (wanted.size() == found.size() && listed(wanted, found)) {
            return true;
        }
        return repeated(wanted, found);
    }

    /** A list without order is a set: an answer that is there twice, or in two spellings, is one. */
    private boolean repeated(List<Items.Item> gold, List<Items.Item> answer) {
        if (hasDifferentNames(gold) || hasDifferentNames(answer)) {
            return false;
        }
        MemberEquality members = new MemberEquality(values);
        List<Term> wanted =
                members.distinct(gold.stream().map(Items.Item::value).toList());
        List<Term> found =
                members.distinct(answer.stream().map(Items.Item::value).toList());
        boolean fewer = wanted.size() < gold.size() || found.size() < answer.size();
        return fewer && members.sameMembers(wanted, found);
    }

    /** Letters of choices, {@code A, C, D}, and the same letters beside each other. */
    private static boolean areLetters(Term list, Term word) {
        if (!(list instanceof Structure.Sequence sequence)
                || !(word instanceof Term.Symbol || word instanceof Term.Product)) {
            return false;
        }
        List<Term> letters = word instanceof Term.Symbol symbol
                ? symbol.name()
                        .chars()
                        .<Term>mapToObj(letter -> new Term.Symbol(String.valueOf((char) letter)))
                        .toList()
                : word.parts();
        return letters.size() == sequence.parts().size()
                && letters.stream().allMatch(ListEquality::isCapital)
                && new HashSet<>(letters).size() == letters.size()
                && new HashSet<>(letters).equals(new HashSet<>(sequence.parts()));
    }

    private static boolean isCapital(Term term) {
        return term instanceof Term.Symbol symbol
                && symbol.name().length() == 1
                && Character.isUpperCase(symbol.name().charAt(0));
    }

    /** A point with the names of its coordinates, {@code (x,y) = (1,2)}, and its coordinates by name. */
    private Optional<Boolean> named(List<Items.Item> gold, List<Items.Item> answer) {
        if (gold.size() != 1
                || !(gold.get(0).name().orElse(gold.get(0).value()) instanceof Structure.Group names)
                || !(gold.get(0).value() instanceof Structure.Group point)
                || names.parts().size() != answer.size()
                || point.parts().size() != answer.size()
                || !hasDifferentNames(answer)
                || gold.get(0).name().isEmpty()) {
            return Optional.empty();
        }
        for (int i = 0; i < answer.size(); i++) {
            Term name = names.parts().get(i);
            Term value = point.parts().get(i);
            if (answer.stream()
                    .noneMatch(
                            item -> item.name().filter(name::equals).isPresent() && values.same(value, item.value()))) {
                return Optional.of(false);
            }
        }
        return Optional.of(true);
    }

    /** Several inequalities may be one interval, or the other way round. */
    private boolean inequalities(Term gold, Term answer) {
        return SetTerms.of(gold, values.scalars())
                .flatMap(one -> SetTerms.of(answer, values.scalars()).map(other -> one.sameAs(other, values.scalars())))
                .orElse(false);
    }

    /** A set alone stands for its members. */
    private static List<Items.Item> members(List<Items.Item> items) {
        if (items.size() == 1 && items.get(0).value() instanceof Structure.FiniteSet set) {
            return Items.of(new Structure.Sequence(set.parts()));
        }
        return items;
    }

    private boolean one(Items.Item gold, Items.Item answer) {
        if (gold.name().isPresent() && answer.name().isPresent()) {
            boolean relations = gold.whole() instanceof Structure.Relation one
                    && answer.whole() instanceof Structure.Relation other
                    && one.isEquation()
                    && other.isEquation()
                    && new RelationEquality(values, values.scalars()).same(one, other);
            return relations
                    || (sameName(gold.name().get(), answer.name().get()) && values.same(gold.value(), answer.value()));
        }
        if (answer.name().isEmpty()
                && gold.name().filter(ListEquality::isComputed).isPresent()) {
            return false; // x/y = 3 is not 3
        }
        if (values.same(gold.value(), answer.value())) {
            return true;
        }
        Term wanted = only(gold.value());
        Term found = only(answer.value());
        if ((wanted != gold.value() || found != answer.value()) && values.same(wanted, found)) {
            return true;
        }
        boolean equations = gold.whole() instanceof Structure.Relation one
                && answer.whole() instanceof Structure.Relation other
                && one.isEquation()
                && other.isEquation();
        return equations && values.same(gold.whole(), answer.whole());
    }

    /** Whether a name is a quotient of variables. */
    private static boolean isComputed(Term name) {
        return name instanceof Term.Quotient quotient
                && quotient.numerator() instanceof Term.Symbol above
                && quotient.denominator() instanceof Term.Symbol below
                && Character.isLowerCase(above.name().charAt(0))
                && Character.isLowerCase(below.name().charAt(0));
    }

    /** The member of a set that has only one. */
    private static Term only(Term term) {
        return term instanceof Structure.FiniteSet set && set.parts().size() == 1
                ? set.parts().get(0)
                : term;
    }

    private boolean sameName(Term one, Term other) {
        if (one instanceof Term.Symbol first && other instanceof Term.Symbol second) {
            return first.equals(second)
                    || isPlaceholder(first)
                    || isPlaceholder(second)
                    || first.name().equals(base(second))
                    || second.name().equals(base(first));
        }
        return one.getClass() != other.getClass() || values.same(one, other);
    }

    private static boolean isPlaceholder(Term.Symbol symbol) {
        return symbol.name().equals("_");
    }

    private static String base(Term.Symbol symbol) {
        int index = symbol.name().indexOf('_');
        return index < 0 ? symbol.name() : symbol.name().substring(0, index);
    }

    private static boolean hasDifferentNames(List<Items.Item> items) {
        Set<String> letters = new HashSet<>();
        for (Items.Item item : items) {
            if (item.name().isEmpty() || !letters.add(Items.letter(item))) {
                return false;
            }
        }
        return items.size() > 1;
    }

    private boolean listed(List<Items.Item> gold, List<Items.Item> answer) {
        Set<String> goldNames = names(gold);
        Set<String> answerNames = names(answer);
        if (goldNames.size() == gold.size() && goldNames.equals(answerNames)) {
            for (Items.Item item : gold) {
                if (answer.stream().noneMatch(other -> other.nameText().equals(item.nameText()) && one(item, other))) {
                    return false;
                }
            }
            return true;
        }
        List<Term> wanted = gold.stream().map(Items.Item::value).toList();
        List<Term> found = answer.stream().map(Items.Item::value).toList();
        if (hasDifferentNames(gold) && hasDifferentNames(answer)) {
            return false;
        }
        if (hasDifferentNames(gold) || hasDifferentNames(answer)) {
            return values.allSame(wanted, found);
        }
        return new MemberEquality(values).sameMembers(wanted, found);
    }

    private static Set<String> names(List<Items.Item> items) {
        Set<String> names = new HashSet<>();
        items.stream().filter(item -> item.name().isPresent()).forEach(item -> names.add(item.nameText()));
        return names;
    }
}
