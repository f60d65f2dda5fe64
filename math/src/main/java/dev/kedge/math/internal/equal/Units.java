package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.term.Term;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Units behind numbers. They do not count, unless both answers have one and these are known to differ. */
final class Units {

    private static final Map<String, String> NAMES = new HashMap<>();
    private static final Set<String> LETTERS =
            Set.of("m", "g", "s", "h", "L", "l", "K", "N", "J", "W", "V", "A", "C", "F");

    static {
        String[] lines = {
            "cm centimeter centimeters centimetre centimetres",
            "mm millimeter millimeters millimetres",
            "m meter meters metre metres",
            "km kilometer kilometers kilometre kilometres",
            "in inch inches",
            "ft foot feet",
            "yd yard yards",
            "mi mile miles",
            "g gram grams",
            "kg kilogram kilograms kgs",
            "mg milligram milligrams",
            "lb lbs pound pounds",
            "oz ounce ounces",
            "s sec secs second seconds",
            "min mins minute minutes",
            "h hr hrs hour hours",
            "day days",
            "week weeks",
            "month months",
            "year years yr yrs",
            "l liter liters litre litres",
            "ml milliliter milliliters",
            "dollar dollars usd",
            "cent cents",
            "mph",
            "km/h kmh kph",
            "cm^2",
            "cm^3",
            "m^2",
            "m^3",
            "square units",
            "cubic units"
        };
        for (String line : lines) {
            String[] names =
                    line.startsWith("square") || line.startsWith("cubic") ? new String[] {line} : line.split(" ", -1);
            for (String name : names) {
                NAMES.put(name, names[0]);
            }
        }
    }

    private Units() {}

    static boolean agree(String one, String other) {
        String first = NAMES.getOrDefault(one.toLowerCase(Locale.ROOT), "");
        String second = NAMES.getOrDefault(other.toLowerCase(Locale.ROOT), "");
        return first.isEmpty() || second.isEmpty() || first.equals(second);
    }

    /** A number times letters that can be units, without them: {@code 5 m/s} is 5. */
    static Term withoutLetters(Term term) {
        if (term instanceof Term.Quotient quotient && isLetters(quotient.denominator())) {
            return withoutLetters(quotient.numerator());
        }
        if (term instanceof Term.Product product) {
            List<Term> parts = product.parts();
            List<Term> rest = parts.subList(1, parts.size());
            if (parts.get(0) instanceof Term.Num && rest.stream().allMatch(Units::isLetters)) {
                return parts.get(0);
            }
        }
        return term;
    }

    private static boolean isLetters(Term term) {
        if (term instanceof Term.Power power) {
            return power.exponent() instanceof Term.Num && isLetters(power.base());
        }
        return term instanceof Term.Symbol symbol && LETTERS.contains(symbol.name());
    }
}
