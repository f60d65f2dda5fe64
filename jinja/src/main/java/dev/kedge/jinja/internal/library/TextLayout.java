package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.text.CodePoints;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.TextBuilder;
import dev.kedge.jinja.internal.value.Value;

/** Methods of strings that fill them up. */
final class TextLayout {

    /** The side on which a string is filled up. */
    enum Side {
        LEFT,
        RIGHT,
        BOTH
    }

    private TextLayout() {}

    static Value padded(Call call, Side side) {
        String fill = call.text("fillchar").map(Text::chars).orElse(" ");
        if (CodePoints.count(fill) != 1) {
            throw new Fault("The fill character must be exactly one character long");
        }
        return padded(call, call.selfText(), call.integer("width", 0), fill, side);
    }

    static Text padded(Call call, Text text, int width, String fill, Side side) {
        long missing = (long) width - text.count();
        if (missing <= 0) {
            return text;
        }
        // Where an odd space goes when a string is centred: Python's rule.
        long half = missing / 2 + (missing & width & 1);
        long left = switch (side) {
            case LEFT -> missing;
            case RIGHT -> 0;
            case BOTH -> half;
        };
        TextBuilder out = new TextBuilder(call.budget());
        out.append(fill, left).append(text.chars()).append(fill, missing - left);
        return text.like(out.toString(), call.budget());
    }

    static Value zeroFilled(Call call) {
        Text self = call.selfText();
        String chars = self.chars();
        long missing = (long) call.integer("width", 0) - self.count();
        if (missing <= 0) {
            return self;
        }
        String sign = chars.startsWith("-") || chars.startsWith("+") ? chars.substring(0, 1) : "";
        TextBuilder out = new TextBuilder(call.budget());
        out.append(sign).append("0", missing).append(chars.substring(sign.length()));
        return self.like(out.toString(), call.budget());
    }

    static Value expandTabs(Call call) {
        int size = call.integer("tabsize", 8);
        TextBuilder out = new TextBuilder(call.budget());
        int column = 0;
        for (int codePoint : call.selfText().chars().codePoints().toArray()) {
            if (codePoint == '\t') {
                int spaces = size <= 0 ? 0 : size - column % size;
                out.append(" ", spaces);
                column += spaces;
            } else {
                out.append(Character.toString(codePoint));
                column = codePoint == '\n' || codePoint == '\r' ? 0 : column + 1;
            }
        }
        return call.selfText().like(out.toString(), call.budget());
    }
}
