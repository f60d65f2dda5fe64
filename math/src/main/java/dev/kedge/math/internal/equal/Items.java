package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.evaluate.Variables;
import dev.kedge.math.internal.term.Sign;
import dev.kedge.math.internal.term.Structure;
import dev.kedge.math.internal.term.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The answers that a term lists, each with its name where it has one: {@code x = 2, y = 3} lists 2 for x and 3 for y,
 * {@code n = 1, 2} lists 1 and 2 for n, {@code 3 ± 1} lists 4 and 2.
 */
final class Items {

    private static final int MAX_SIGNS = 4;

    private Items() {}

    /**
     * One answer.
     *
     * @param name what it is the value of
     * @param value the answer itself
     * @param whole as it was written
     */
    record Item(Optional<Term> name, Term value, Term whole) {

        String nameText() {
            return name.map(Object::toString).orElse("");
        }
    }

    static List<Item> of(Term answer) {
        List<Item> items = new ArrayList<>();
        Optional<Term> name = Optional.empty();
        List<Term> parts = answer instanceof Structure.Sequence sequence ? sequence.parts() : List.of(answer);
        for (Term part : parts) {
            for (Term choice : signChoices(part)) {
                Item item = item(choice);
                if (item.name().isPresent()) {
                    name = item.name();
                } else if (name.isPresent() && !(item.value() instanceof Structure.Relation)) {
                    item = new Item(name, item.value(), item.whole());
                }
                items.add(item);
            }
        }
        return items;
    }

    /** Both readings of a term with ±, or the term. */
    static List<Term> signChoices(Term term) {
        if (!term.has(part -> part instanceof Term.PlusMinus)) {
            return List.of(term);
        }
        List<Term> choices = new ArrayList<>();
        for (boolean upper : new boolean[] {true, false}) {
            choices.add(term.map(part -> part instanceof Term.PlusMinus sign
                    ? (sign.plusFirst() == upper ? sign.of() : new Term.Negative(sign.of()))
                    : part));
        }
        return choices.subList(0, Math.min(choices.size(), MAX_SIGNS));
    }

    private static Item item(Term term) {
        if (term instanceof Term.Quantity quantity && quantity.value() instanceof Structure.Relation relation) {
            Item inner = item(relation);
            return new Item(inner.name(), new Term.Quantity(inner.value(), quantity.unit()), term);
        }
        if (!(term instanceof Structure.Relation relation)) {
            return new Item(Optional.empty(), term, term);
        }
        List<Term> sides = new ArrayList<>(relation.parts());
        List<Sign> signs = new ArrayList<>(relation.signs());
        int about = signs.indexOf(Sign.ABOUT);
        if (about > 0) { // what follows "about" is rounded
            sides = sides.subList(0, about + 1);
            signs = signs.subList(0, about);
        } else if (about == 0 && signs.size() == 1 && isName(sides.get(0))) {
            return new Item(Optional.of(sides.get(0)), sides.get(1), term);
        } else if (about == 0) {
            return new Item(Optional.empty(), sides.get(0), term);
        }
        Term first = sides.get(0);
        Term last = sides.get(sides.size() - 1);
        if (signs.size() == 1 && signs.get(0) == Sign.IN && isName(first)) {
            return new Item(Optional.of(first), last, term);
        }
        if (!signs.stream().allMatch(sign -> sign == Sign.EQUAL)) {
            return new Item(Optional.empty(), new Structure.Relation(sides, signs), term);
        }
        if ((isName(first) && !shares(first, last)) || isApplied(first, last)) {
            return new Item(Optional.of(first), last, term);
        }
        if (signs.size() == 1 && isName(last) && !isName(first) && !shares(last, first)) {
            return new Item(Optional.of(last), first, term);
        }
        boolean computed = signs.size() > 1
                || (Variables.in(first).isEmpty() && Variables.in(last).isEmpty());
        return computed && !isZero(last)
                ? new Item(Optional.empty(), last, term)
                : new Item(Optional.empty(), new Structure.Relation(sides, signs), term);
    }

    private static boolean isZero(Term term) {
        return term instanceof Term.Num number && number.value().signum() == 0;
    }

    private static boolean shares(Term name, Term value) {
        return name instanceof Term.Symbol symbol && Variables.in(value).contains(symbol.name());
    }

    /** Whether a side only names what the other side is: a variable, a length, a function's value, words. */
    static boolean isName(Term term) {
        if (term instanceof Term.Symbol || term instanceof Term.Text) {
            return true;
        }
        if (term instanceof Term.Constant constant) {
            return constant == Term.Constant.I;
        }
        if (term instanceof Term.Apply apply) {
            boolean unknown =
                    apply.function().endsWith("()") || apply.function().endsWith("_");
            return unknown
                    || (apply.function().equals("abs") && isLength(apply.parts().get(0)))
                    || ((apply.function().equals("max") || apply.function().equals("min"))
                            && apply.parts().stream().allMatch(Items::isName));
        }
        if (term instanceof Term.Product product) {
            return product.parts().stream().allMatch(Items::isCapital)
                    || (product.parts().size() == 2
                            && product.parts().get(0).equals(new Term.Symbol("m"))
                            && product.parts().get(1) instanceof Term.Symbol angle
                            && angle.name().startsWith("∠"))
                    || (product.parts().size() == 2 && product.parts().get(0) instanceof Term.Text);
        }
        if (term instanceof Term.Quotient quotient) {
            return isName(quotient.numerator()) && isName(quotient.denominator());
        }
        if (term instanceof Structure.Ratio || term instanceof Structure.Group) {
            return term.parts().stream().allMatch(Items::isName);
        }
        return term instanceof Term.Quantity quantity && isName(quantity.value());
    }

    /** What bars are put around to name a length or a number of members: capitals, vectors. */
    private static boolean isLength(Term term) {
        boolean vector = term instanceof Term.Symbol symbol && symbol.name().startsWith("bold ");
        boolean points =
                term instanceof Term.Product product && product.parts().stream().allMatch(Items::isCapital);
        return vector || points || isCapital(term);
    }

    /** {@code p(x)} before something with x in it, and {@code dy/dx}. */
    private static boolean isApplied(Term name, Term value) {
        if (name instanceof Term.Quotient quotient) {
            return isDifferential(quotient.numerator())
                    && isDifferential(quotient.denominator())
                    && Variables.in(value).stream().anyMatch(Variables.in(quotient.denominator())::contains);
        }
        if (!(name instanceof Term.Product product) || product.parts().size() != 2) {
            return false;
        }
        return product.parts().get(0) instanceof Term.Symbol function
                && product.parts().get(1) instanceof Term.Symbol variable
                && Variables.in(value).contains(variable.name())
                && !Variables.in(value).contains(function.name());
    }

    private static boolean isDifferential(Term term) {
        return term instanceof Term.Product product
                && product.parts().size() == 2
                && product.parts().get(0).equals(new Term.Symbol("d"));
    }

    private static boolean isCapital(Term term) {
        return term instanceof Term.Symbol symbol
                && Character.isUpperCase(symbol.name().charAt(0));
    }

    /** The letter of a name without its index: roots are called x_1 and x_2. */
    static String letter(Item item) {
        Term name = item.name().orElse(new Term.Symbol(""));
        if (name instanceof Term.Symbol symbol) {
            int index = symbol.name().indexOf('_');
            return index < 0 ? symbol.name() : symbol.name().substring(0, index);
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }
}
