package dev.kedge.jinja.internal.value;

import dev.kedge.jinja.internal.text.FloatText;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A float.
 *
 * @param value the number
 */
public record Real(double value) implements Value {

    @Override
    public String typeName() {
        return "float";
    }

    @Override
    public boolean isTrue() {
        return value != 0;
    }

    @Override
    public void represent(TextBuilder out) {
        out.expect(FloatText.cost(value));
        out.append(FloatText.repr(value));
    }

    @Override
    public Optional<Object> key() {
        boolean whole = !Double.isInfinite(value) && value == Math.rint(value);
        return Optional.of(whole ? new BigDecimal(value).toBigIntegerExact() : (Object) value);
    }
}
