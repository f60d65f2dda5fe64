package dev.kedge.jinja.internal.syntax;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.guard.Place;

/** Backslashes in string literals, as Python reads them. */
final class Escapes {

    private final String written;
    private final Place place;
    private int at;

    Escapes(String written, Place place) {
        this.written = written;
        this.place = place;
    }

    /** The string that is meant; an unknown escape stands for itself, backslash included. */
    String resolved() {
        if (written.indexOf('\\') < 0) {
            return written;
        }
        StringBuilder resolved = new StringBuilder(written.length());
        while (at < written.length()) {
            char character = written.charAt(at++);
            if (character == '\\') {
                escape(resolved);
            } else {
                resolved.append(character);
            }
        }
        return resolved.toString();
    }

    private void escape(StringBuilder resolved) {
        char kind = written.charAt(at++);
        switch (kind) {
            case '\n' -> {}
            case '\\', '\'', '"' -> resolved.append(kind);
            case 'a' -> resolved.append('\u0007');
            case 'b' -> resolved.append('\b');
            case 'f' -> resolved.append('\f');
            case 'n' -> resolved.append('\n');
            case 'r' -> resolved.append('\r');
            case 't' -> resolved.append('\t');
            case 'v' -> resolved.append('\u000B');
            case 'x' -> resolved.appendCodePoint(hex(2, "\\xXX"));
            case 'u' -> resolved.appendCodePoint(hex(4, "\\uXXXX"));
            case 'U' -> resolved.appendCodePoint(hex(8, "\\UXXXXXXXX"));
            case 'N' -> named(resolved);
            default -> {
                if (kind >= '0' && kind <= '7') {
                    at--;
                    resolved.append((char) octal());
                } else {
                    resolved.append('\\').append(kind);
                }
            }
        }
    }

    private int hex(int digits, String form) {
        int end = at + digits;
        String number = written.substring(at, Math.min(end, written.length()));
        if (!number.matches("[0-9a-fA-F]{" + digits + "}")) {
            throw new Fault(place, "truncated " + form + " escape");
        }
        long codePoint = Long.parseLong(number, 16);
        if (codePoint > Character.MAX_CODE_POINT) {
            throw new Fault(place, "illegal Unicode character");
        }
        at = end;
        return (int) codePoint;
    }

    private int octal() {
        int value = 0;
        for (int digits = 0; digits < 3 && at < written.length(); digits++) {
            int digit = Character.digit(written.charAt(at), 8);
            if (digit < 0) {
                break;
            }
            value = value * 8 + digit;
            at++;
        }
        return value;
    }

    private void named(StringBuilder resolved) {
        int end = written.indexOf('}', at);
        if (!written.startsWith("{", at) || end < 0) {
            throw new Fault(place, "malformed \\N character escape");
        }
        try {
            resolved.appendCodePoint(Character.codePointOf(written.substring(at + 1, end)));
        } catch (IllegalArgumentException unknown) {
            throw new Fault(place, "unknown Unicode character name");
        }
        at = end + 1;
    }
}
