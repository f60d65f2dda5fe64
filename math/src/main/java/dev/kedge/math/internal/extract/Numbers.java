package dev.kedge.math.internal.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The last number of running text, with its sign, and with the numbers that are listed together with it. */
final class Numbers {

    private static final int WINDOW = 4000;
    private static final int MAX_NUMBERS = 400;

    private Numbers() {}

    /** The last number or list of numbers as written; an empty span if there is none that can be read. */
    static Span last(String text, int before) {
        int from = Math.max(0, before - WINDOW);
        List<Span> numbers = in(text, from, before);
        if (numbers.isEmpty()) {
            return new Span(0, 0, "");
        }
        int first = numbers.size() - 1;
        while (first > 0
                && joins(text.substring(
                        numbers.get(first - 1).end(), numbers.get(first).start()))) {
            first--;
        }
        Span last = numbers.get(numbers.size() - 1);
        int start = numbers.get(first).start();
        if (isPartOfCommand(text, start, last.end())) {
            return new Span(start, last.end(), "");
        }
        StringBuilder list = new StringBuilder();
        for (int i = first; i < numbers.size(); i++) {
            String gap = i == first
                    ? ""
                    : text.substring(numbers.get(i - 1).end(), numbers.get(i).start());
            boolean ratio = gap.equals("/") || gap.equals(":") || gap.equals(" / ");
            list.append(i == first ? "" : ratio ? gap.strip() : ", ")
                    .append(numbers.get(i).content());
        }
        int end = last.end();
        String percent = text.startsWith("%", end) || text.startsWith("\\%", end) ? "%" : "";
        return new Span(start, end, list + percent);
    }

    private static boolean isPartOfCommand(String text, int start, int end) {
        char before = start > 0 ? text.charAt(start - 1) : ' ';
        char after = end < text.length() ? text.charAt(end) : ' ';
        return before == '{' || before == '^' || before == '_' || before == '\\' || after == '}' || after == '^';
    }

    private static List<Span> in(String text, int from, int before) {
        List<Span> numbers = new ArrayList<>();
        int i = from;
        while (i < before) {
            boolean starts = isDigit(text, i)
                    || (text.charAt(i) == '.' && isDigit(text, i + 1) && (i == 0 || !isDigit(text, i - 1)));
            if (!starts) {
                i++;
                continue;
            }
            int end = end(text, i);
            boolean name = i > 0 && (Character.isLetter(text.charAt(i - 1)) || text.charAt(i - 1) == '_');
            if (!name) {
                int start = signStart(text, i, from);
                String sign = start < i ? "-" : "";
                numbers.add(new Span(start, end, sign + text.substring(i, end)));
                if (numbers.size() > MAX_NUMBERS) {
                    numbers.remove(0);
                }
            }
            i = end;
        }
        return numbers;
    }

    private static int end(String text, int start) {
        int end = start;
        while (isDigit(text, end)) {
            end++;
        }
        if (end - start <= 3) {
            while (text.startsWith(",", end)
                    && isDigit(text, end + 1)
                    && isDigit(text, end + 2)
                    && isDigit(text, end + 3)
                    && !isDigit(text, end + 4)) {
                end += 4;
            }
        }
        if (text.startsWith(".", end) && isDigit(text, end + 1)) {
            end++;
            while (isDigit(text, end)) {
                end++;
            }
        }
        return end;
    }

    private static int signStart(String text, int start, int from) {
        int i = start - 1;
        while (i >= from
                && (text.charAt(i) == '$'
                        || text.charAt(i) == '£'
                        || text.charAt(i) == '€'
                        || text.charAt(i) == '\\')) {
            i--;
        }
        boolean minus = i >= from && (text.charAt(i) == '-' || text.charAt(i) == '−');
        if (!minus) {
            return start;
        }
        char before = i > from ? text.charAt(i - 1) : ' ';
        return Character.isLetterOrDigit(before) || before == ')' || before == '%' ? start : i;
    }

    /** Whether a text between two numbers only lists them. */
    private static boolean joins(String gap) {
        if (gap.length() > 12 || gap.contains("\n")) {
            return false;
        }
        String words = gap.toLowerCase(Locale.ROOT)
                .replace("$", "")
                .replace("\\", "")
                .replace("*", "")
                .strip();
        return switch (words) {
            case "", ",", "and", "or", ", and", ", or", "/", ":", ";", "-", "–", "to", "&", "and/or" -> !gap.isEmpty();
            default -> false;
        };
    }

    private static boolean isDigit(String text, int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }
}
