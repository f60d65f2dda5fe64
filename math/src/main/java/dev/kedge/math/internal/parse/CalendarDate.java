package dev.kedge.math.internal.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The reading of dates: {@code 2024-03-05}, {@code March 5, 2024}, {@code 5th of March}, {@code 3/5/2024}. */
final class CalendarDate {

    private static final int MAX_LENGTH = 60;
    private static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");

    private CalendarDate() {}

    /** A date in one form for all spellings; empty if the text is no date. */
    static Optional<String> of(String text) {
        if (text.length() > MAX_LENGTH || !mayBe(text)) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        StringBuilder marks = new StringBuilder();
        StringBuilder part = new StringBuilder();
        String plain = text.replace("\\text", "")
                .replace("\\mathrm", "")
                .replace("\\,", " ")
                .replace("\\ ", " ");
        for (int i = 0; i <= plain.length(); i++) {
            char character = i < plain.length() ? plain.charAt(i) : ' ';
            if (Character.isLetterOrDigit(character)
                    && (part.length() == 0
                            || Character.isDigit(part.charAt(part.length() - 1)) == Character.isDigit(character)
                            || !Character.isDigit(character))) {
                part.append(character);
            } else {
                if (part.length() > 0) {
                    parts.add(part.toString().toLowerCase(Locale.ROOT));
                    part.setLength(0);
                }
                if (Character.isLetterOrDigit(character)) {
                    return Optional.empty();
                }
                if ("{}$~ ,.".indexOf(character) < 0) {
                    marks.append(character);
                }
            }
        }
        return marks.length() == 0 ? spelled(parts) : digits(parts, marks.toString());
    }

    /** Whether there are one to eight digits, and letters or two signs between digits. */
    private static boolean mayBe(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            digits += text.charAt(i) >= '0' && text.charAt(i) <= '9' ? 1 : 0;
        }
        if (digits == 0 || digits > 8) {
            return false;
        }
        int letters = 0;
        int signs = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            letters += Character.isLetter(character) ? 1 : 0;
            signs += character == '-' || character == '/' ? 1 : 0;
            if ("=()^_*+<>".indexOf(character) >= 0 || (character == '\\' && !isLayout(text, i))) {
                return false;
            }
        }
        return letters > 2 || signs == 2;
    }

    /** Whether a command stands there that only changes how a date looks. */
    private static boolean isLayout(String text, int backslash) {
        return text.startsWith("text", backslash + 1)
                || text.startsWith("mathrm", backslash + 1)
                || text.startsWith(",", backslash + 1)
                || text.startsWith(" ", backslash + 1);
    }

    /** Year, month and day with two strokes or slashes between them. */
    private static Optional<String> digits(List<String> parts, String marks) {
        boolean three = parts.size() == 3
                && parts.stream().allMatch(part -> part.chars().allMatch(Character::isDigit));
        if (!three || !(marks.equals("--") || marks.equals("//"))) {
            return Optional.empty();
        }
        boolean yearFirst = parts.get(0).length() == 4 && isShort(parts.get(1)) && isShort(parts.get(2));
        boolean yearLast = parts.get(2).length() == 4 && isShort(parts.get(0)) && isShort(parts.get(1));
        if (yearFirst && Integer.parseInt(parts.get(1)) <= 12 && Integer.parseInt(parts.get(2)) <= 31) {
            return Optional.of(date(parts.get(0), Integer.parseInt(parts.get(1)), parts.get(2)));
        }
        // whether the month or the day comes first is not known
        return yearLast ? Optional.of("date " + String.join(" ", parts)) : Optional.empty();
    }

    private static boolean isShort(String part) {
        return part.length() <= 2 && Integer.parseInt(part) > 0;
    }

    /** A month by its name with a day, a year, or both. */
    private static Optional<String> spelled(List<String> parts) {
        int month = 0;
        String day = "";
        String year = "";
        for (String part : parts) {
            int named = month(part);
            boolean digits = Character.isDigit(part.charAt(0));
            String number = digits
                            && part.length() > 2
                            && part.length() < 5
                            && Character.isLetter(part.charAt(part.length() - 1))
                    ? part.substring(0, part.length() - 2)
                    : part;
            boolean whole = digits && number.chars().allMatch(Character::isDigit);
            if (named > 0 && month == 0) {
                month = named;
            } else if (whole && number.length() <= 2 && day.isEmpty() && Integer.parseInt(number) <= 31) {
                day = number;
            } else if (whole && number.length() == 4 && year.isEmpty()) {
                year = number;
            } else if (!part.equals("of") && !part.equals("the")) {
                return Optional.empty();
            }
        }
        boolean complete = month > 0 && !(day.isEmpty() && year.isEmpty());
        return complete ? Optional.of(date(year, month, day)) : Optional.empty();
    }

    private static int month(String word) {
        for (int i = 0; i < MONTHS.size(); i++) {
            String month = MONTHS.get(i);
            if (word.equals(month)
                    || (word.length() == 3 && month.startsWith(word))
                    || (word.equals("sept") && i == 8)) {
                return i + 1;
            }
        }
        return 0;
    }

    private static String date(String year, int month, String day) {
        String number = day.isEmpty() ? "" : String.valueOf(Integer.parseInt(day));
        return "date " + (year.isEmpty() ? "any" : year) + " " + MONTHS.get(month - 1) + " " + number;
    }
}
