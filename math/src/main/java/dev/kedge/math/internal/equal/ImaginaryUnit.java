package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.term.Term;

/** The imaginary unit under another name: {@code j} as engineers write it, {@code I} as programs do. */
final class ImaginaryUnit {

    private ImaginaryUnit() {}

    /** Whether the reference has the imaginary unit, and the answer another name for it and not the unit itself. */
    static boolean isNamed(Term gold, Term answer) {
        return has(gold) && !has(answer) && answer.has(ImaginaryUnit::isName) && !gold.has(ImaginaryUnit::isName);
    }

    private static boolean has(Term term) {
        return term.has(part -> part == Term.Constant.I);
    }

    private static boolean isName(Term term) {
        return term instanceof Term.Symbol symbol
                && (symbol.name().equals("j") || symbol.name().equals("I"));
    }

    /** The term with the unit in place of its other name. */
    static Term in(Term term) {
        return term.map(part -> isName(part) ? Term.Constant.I : part);
    }
}
