package dev.kedge.jinja.internal.value;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.text.CodePoints;
import dev.kedge.jinja.internal.text.Quoting;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PrimitiveIterator;
import java.util.function.UnaryOperator;

/**
 * A string: a sequence of code points.
 *
 * <p>It may be marked as safe HTML ({@code x | safe}, {@code x | escape}), MarkupSafe's {@code Markup}. Output is never
 * escaped here, but a safe string that is added to another one still escapes that, as in Python.
 */
public final class Text implements Value {

    /** The string without characters. */
    public static final Text EMPTY = new Text("", false);

    private final String chars;
    private final boolean safe;
    private int codePoints = -1;

    private Text(String chars, boolean safe) {
        this.chars = chars;
        this.safe = safe;
    }

    /**
     * A plain string.
     *
     * @param chars its characters
     */
    public static Text of(String chars) {
        return chars.isEmpty() ? EMPTY : new Text(chars, false);
    }

    /**
     * A string that was just made, which has to be paid for.
     *
     * @param chars its characters
     * @param budget pays
     */
    public static Text made(String chars, Budget budget) {
        budget.make(chars.length());
        return of(chars);
    }

    /**
     * A safe string.
     *
     * @param chars its characters
     */
    public static Text safe(String chars) {
        return new Text(chars, true);
    }

    /**
     * A string of the same kind that was made of this one.
     *
     * @param made its characters
     * @param budget pays
     * @return safe if this one is
     */
    public Text like(String made, Budget budget) {
        if (made.length() == chars.length() && made.equals(chars)) {
            return this;
        }
        budget.make(made.length());
        return safe ? safe(made) : of(made);
    }

    /**
     * A string of the same kind, made by changing characters.
     *
     * @param change what is done
     * @param growth by how much it can become longer at most: how many characters for one
     * @param budget pays
     * @return safe if this one is
     */
    public Text changed(UnaryOperator<String> change, int growth, Budget budget) {
        budget.make((long) growth * chars.length());
        String made = change.apply(chars);
        return safe ? safe(made) : of(made);
    }

    /**
     * A part.
     *
     * @param from first character
     * @param to one past the last
     * @return its characters; none if {@code to <= from}
     */
    public String part(int from, int to) {
        boolean plain = count() == chars.length();
        return plain ? chars.substring(Math.min(from, to), to) : CodePoints.part(chars, from, to);
    }

    /**
     * Where a character begins.
     *
     * @param index of the character, from 0 to the count
     * @return its offset in UTF-16 units
     */
    public int offset(int index) {
        return count() == chars.length() ? index : CodePoints.offset(chars, index);
    }

    /**
     * The characters of another string, escaped if this one is safe and that one is not.
     *
     * @param other a string
     * @param budget pays
     * @return its characters as they may stand beside those of this one
     */
    public String beside(Text other, Budget budget) {
        if (!safe || other.safe) {
            return other.chars;
        }
        budget.make((long) Quoting.MAX_ESCAPE * other.chars.length());
        return Quoting.html(other.chars);
    }

    /**
     * The characters.
     *
     * @return a Java string
     */
    public String chars() {
        return chars;
    }

    /**
     * Whether the string is marked as safe HTML.
     *
     * @return true if it is
     */
    public boolean isSafe() {
        return safe;
    }

    /**
     * The number of characters.
     *
     * @return code points
     */
    public int count() {
        if (codePoints < 0) {
            codePoints = CodePoints.count(chars);
        }
        return codePoints;
    }

    @Override
    public String typeName() {
        return safe ? "Markup" : "str";
    }

    @Override
    public String typeInMessages() {
        return safe ? "markupsafe.Markup object" : "str object";
    }

    @Override
    public boolean isTrue() {
        return !chars.isEmpty();
    }

    @Override
    public void represent(TextBuilder out) {
        out.expect((long) Quoting.MAX_ESCAPE * chars.length());
        String quoted = Quoting.python(chars);
        out.append(safe ? "Markup(" + quoted + ")" : quoted);
    }

    @Override
    public void write(TextBuilder out) {
        out.append(chars);
    }

    @Override
    public String string(Budget budget) {
        return chars;
    }

    @Override
    public boolean isIterable() {
        return true;
    }

    @Override
    public Iterator<Value> iterator() {
        PrimitiveIterator.OfInt characters = chars.codePoints().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return characters.hasNext();
            }

            @Override
            public Value next() {
                return of(Character.toString(characters.nextInt()));
            }
        };
    }

    @Override
    public OptionalInt length() {
        return OptionalInt.of(count());
    }

    @Override
    public Optional<Value> item(Value key) {
        return key.integer().flatMap(index -> Indices.element(index, count())).map(at -> {
            String one = part(at, at + 1);
            return safe ? safe(one) : of(one);
        });
    }

    @Override
    public Optional<Object> key() {
        return Optional.of(chars);
    }

    @Override
    public void payAsKey(Budget budget) {
        budget.work(chars.length());
    }

    @Override
    public String toString() {
        return Quoting.python(chars);
    }
}
