package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.evaluate.ScalarEquality;
import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Term;
import dev.kedge.math.internal.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Equality of values with units. Units of one kind are converted, units that measure different things differ; where
 * only one side has a unit, it does not count. Percent is hundredths as well, degrees are an angle in radians as well.
 *
 * @param values compares values
 * @param scalars compares numbers
 */
record MeasureEquality(TermEquality values, ScalarEquality scalars) {

    /** Words that say no more than that something is counted. */
    private static final Set<String> GENERAL = Set.of(
            "unit",
            "square",
            "cubic",
            "sq",
            "cu",
            "of",
            "the",
            "a",
            "in",
            "total",
            "altogether",
            "all",
            "each",
            "them",
            "about",
            "approximately",
            "exactly",
            "more",
            "only",
            "time",
            "times",
            "个",
            "개",
            "only.",
            "length",
            "area",
            "volume");

    private static final Set<String> ANGLES = Set.of("celsius", "fahrenheit", "temperature", "angle");
    private static final Unit YEN_OR_YUAN = new Unit(Map.of("yenOrYuan", 1), Rational.ONE);

    boolean same(Term goldTerm, Measure gold, Term answerTerm, Measure answer) {
        if (gold.isPlain() || answer.isPlain()) {
            return oneSided(goldTerm, gold, answerTerm, answer);
        }
        if (gold.unit().isPresent() && answer.unit().isPresent()) {
            return known(
                            gold.value(),
                            gold.unit().get(),
                            answer.value(),
                            answer.unit().get())
                    || (arePounds(gold, answer) && values.same(gold.value(), answer.value()));
        }
        return counted(gold, answer) && values.same(gold.value(), answer.value());
    }

    private boolean oneSided(Term goldTerm, Measure gold, Term answerTerm, Measure answer) {
        if (gold.isPlain()) {
            Optional<Measure> letters = Measure.ofLetters(goldTerm);
            if (letters.isPresent() && answer.unit().isPresent()) {
                return same(goldTerm, letters.get(), answerTerm, answer);
            }
        } else {
            Optional<Measure> letters = Measure.ofLetters(answerTerm);
            if (letters.isPresent()) {
                return same(goldTerm, gold, answerTerm, letters.get());
            }
        }
        if (values.same(gold.value(), answer.value())) {
            return true;
        }
        Unit unit = gold.unit().or(answer::unit).orElse(Measure.PERCENT);
        if (unit.equals(Measure.DEGREES)) {
            return scalars.same(inRadians(gold), inRadians(answer));
        }
        return unit.equals(Measure.PERCENT) && scalars.same(inOnes(gold), inOnes(answer));
    }

    private static Term inRadians(Measure measure) {
        return measure.unit().filter(Measure.DEGREES::equals).isPresent()
                ? new Term.Degrees(measure.value())
                : measure.value();
    }

    private static Term inOnes(Measure measure) {
        return measure.unit().filter(Measure.PERCENT::equals).isPresent()
                ? new Term.Percent(measure.value())
                : measure.value();
    }

    private boolean known(Term gold, Unit goldUnit, Term answer, Unit answerUnit) {
        Optional<Rational> factor = answerUnit.in(goldUnit);
        if (factor.isPresent()) {
            return values.same(gold, Measure.scaled(answer, factor.get()));
        }
        if (goldUnit.equals(Measure.DEGREES) || answerUnit.equals(Measure.DEGREES)) {
            Unit other = goldUnit.equals(Measure.DEGREES) ? answerUnit : goldUnit;
            boolean radians = other.dimensions().equals(Map.of("angle", 1));
            if (radians) {
                Term one = goldUnit.equals(Measure.DEGREES) ? new Term.Degrees(gold) : gold;
                Term two = answerUnit.equals(Measure.DEGREES) ? new Term.Degrees(answer) : answer;
                return scalars.same(one, two);
            }
            boolean temperature = other.dimensions().size() == 1
                    && ANGLES.containsAll(other.dimensions().keySet());
            return temperature && values.same(gold, answer);
        }
        boolean yen =
                goldUnit.equals(YEN_OR_YUAN) ? isYen(answerUnit) : answerUnit.equals(YEN_OR_YUAN) && isYen(goldUnit);
        return yen && values.same(gold, answer);
    }

    private static boolean isYen(Unit unit) {
        return unit.dimensions().equals(Map.of("yen", 1)) || unit.dimensions().equals(Map.of("yuan", 1));
    }

    /** "pounds" are money or weight. */
    private static boolean arePounds(Measure one, Measure other) {
        return (one.words().startsWith("pound") && other.words().equals("GBP"))
                || (other.words().startsWith("pound") && one.words().equals("GBP"));
    }

    /** Whether the words of one are among those of the other, so that both can count the same. */
    private static boolean counted(Measure gold, Measure answer) {
        List<String> one = stems(gold.words());
        List<String> other = stems(answer.words());
        return one.containsAll(other) || other.containsAll(one);
    }

    private static List<String> stems(String words) {
        List<String> stems = new ArrayList<>();
        for (String word : words.toLowerCase(Locale.ROOT).split(" ", -1)) {
            String stem = word.length() > 3 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
            if (!GENERAL.contains(stem) && !stem.isEmpty()) {
                stems.add(stem);
            }
        }
        return stems;
    }
}
