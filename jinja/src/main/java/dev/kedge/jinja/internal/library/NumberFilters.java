package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.operation.Arithmetic;
import dev.kedge.jinja.internal.operation.FormatSpec;
import dev.kedge.jinja.internal.operation.Numbers;
import dev.kedge.jinja.internal.text.FloatText;
import dev.kedge.jinja.internal.value.Int;
import dev.kedge.jinja.internal.value.Real;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Undefined;
import dev.kedge.jinja.internal.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Filters that make numbers, or text of them. */
final class NumberFilters {

    /** Beyond this, rounding a float changes nothing. */
    private static final int MAX_PRECISION = 400;

    private static final List<String> DECIMAL_SIZES = List.of("kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB");
    private static final List<String> BINARY_SIZES = List.of("KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB");

    /** Rounding to a digit takes so many times longer than reading one. */
    private static final int WORK_PER_DIGIT = 16;

    private NumberFilters() {}

    static Value absolute(Call call) {
        if (call.self() instanceof Real real) {
            return new Real(Math.abs(real.value()));
        }
        return new Int(call.self()
                .integer()
                .orElseThrow(() ->
                        new Fault("bad operand type for abs(): '" + call.self().typeName() + "'"))
                .abs());
    }

    static Value toInteger(Call call) {
        Value absent = call.given("default").orElse(Int.of(0));
        int base = call.integer("base", 10);
        if (base != 0 && (base < 2 || base > 36)) {
            return absent;
        }
        if (call.self() instanceof Undefined undefined) {
            throw undefined.fault();
        }
        if (call.self() instanceof Text text) {
            return IntegerText.parse(text.chars(), base)
                    .map(number -> (Value) new Int(number))
                    .orElseGet(() -> FloatText.parse(text.chars()).stream()
                            .filter(Double::isFinite)
                            .mapToObj(number -> (Value) Numbers.truncate(number))
                            .findFirst()
                            .orElse(absent));
        }
        if (call.self() instanceof Real real) {
            return Double.isNaN(real.value()) ? absent : Numbers.truncate(real.value());
        }
        return call.self().integer().map(number -> (Value) new Int(number)).orElse(absent);
    }

    static Value toFloat(Call call) {
        Value absent = call.given("default").orElse(new Real(0));
        if (call.self() instanceof Undefined undefined) {
            throw undefined.fault();
        }
        if (call.self() instanceof Text text) {
            OptionalDouble number = FloatText.parse(text.chars());
            return number.isPresent() ? new Real(number.getAsDouble()) : absent;
        }
        boolean isNumber = call.self() instanceof Real || call.self().integer().isPresent();
        return isNumber ? new Real(Numbers.toDouble(call.self())) : absent;
    }

    static Value round(Call call) {
        String method = call.text("method").map(Text::chars).orElse("common");
        int precision = Math.max(-MAX_PRECISION, Math.min(MAX_PRECISION, call.integer("precision", 0)));
        call.budget().work(WORK_PER_DIGIT * (long) (1 + Math.abs(precision)));
        Optional<RoundingMode> mode = switch (method) {
            case "common" -> Optional.empty();
            case "ceil" -> Optional.of(RoundingMode.CEILING);
            case "floor" -> Optional.of(RoundingMode.FLOOR);
            default -> throw new Fault("method must be common, ceil or floor");
        };
        if (!(call.self() instanceof Real) && call.self().integer().isEmpty()) {
            throw new Fault("type " + call.self().typeName() + " doesn't define __round__ method");
        }
        return mode.isPresent() ? towards(call, precision, mode.get()) : toNearest(call, precision);
    }

    /** To the even one of two that are equally near; whole numbers stay whole. */
    private static Value toNearest(Call call, int precision) {
        if (call.self() instanceof Real real) {
            boolean rounds = Double.isFinite(real.value());
            return rounds ? new Real(rounded(real.value(), precision)) : real;
        }
        BigInteger number = Numbers.integer(call.self());
        return precision >= 0
                ? new Int(number)
                : new Int(new BigDecimal(number)
                        .setScale(precision, RoundingMode.HALF_EVEN)
                        .toBigInteger());
    }

    private static double rounded(double value, int precision) {
        double rounded = new BigDecimal(value)
                .setScale(precision, RoundingMode.HALF_EVEN)
                .doubleValue();
        return Math.copySign(rounded, value);
    }

    private static Value towards(Call call, int precision, RoundingMode mode) {
        double scale = Math.pow(10, precision);
        double scaled = Numbers.toDouble(call.self()) * scale;
        if (!Double.isFinite(scaled)) {
            Numbers.truncate(scaled);
        }
        return new Real((mode == RoundingMode.CEILING ? Math.ceil(scaled) : Math.floor(scaled)) / scale);
    }

    static Value sum(Call call) {
        AttributePath path = AttributePath.of(call);
        Value sum = call.given("start").orElse(Int.of(0));
        if (sum instanceof Text) {
            throw new Fault("sum() can't sum strings [use ''.join(seq) instead]");
        }
        for (Iterator<Value> rest = call.self().iterator(); rest.hasNext(); ) {
            sum = Arithmetic.ADD.apply(sum, path.follow(rest.next(), call.budget()), call.budget());
        }
        return sum;
    }

    static Value fileSize(Call call) {
        boolean binary = call.flag("binary", false);
        OptionalDouble read = call.self() instanceof Text text
                ? FloatText.parse(text.chars())
                : OptionalDouble.of(Numbers.toDouble(call.self()));
        double bytes = read.orElseThrow(() ->
                new Fault("could not convert string to float: " + call.self().representation(call.budget())));
        double base = binary ? 1024 : 1000;
        if (bytes == 1) {
            return Text.of("1 Byte");
        }
        if (bytes < base) {
            return Text.of(Numbers.truncate(bytes).value() + " Bytes");
        }
        List<String> names = binary ? BINARY_SIZES : DECIMAL_SIZES;
        double unit = base;
        int size = -1;
        do {
            unit *= base;
            size++;
        } while (bytes >= unit && size + 1 < names.size());
        String number = FormatSpec.format(new Real(base * bytes / unit), ".1f", call.budget());
        return Text.of(number + " " + names.get(size));
    }
}
