package dev.kedge.jinja;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * {@code strftime_now(format)}: the time, as Python's {@code strftime} prints it in the C locale.
 *
 * @param clock says what time it is; called once in each call
 */
public record StrftimeNow(Supplier<ZonedDateTime> clock) implements TemplateFunction {

    private static final int MAX_FORMAT = 1_000;

    private static final Map<Character, Function<ZonedDateTime, String>> DIRECTIVES = Map.ofEntries(
            Map.entry('a', pattern("EEE")),
            Map.entry('A', pattern("EEEE")),
            Map.entry('b', pattern("MMM")),
            Map.entry('B', pattern("MMMM")),
            Map.entry(
                    'c',
                    time -> pattern("EEE MMM ").apply(time)
                            + day(time)
                            + pattern(" HH:mm:ss uuuu").apply(time)),
            Map.entry('C', time -> two(time.getYear() / 100)),
            Map.entry('d', pattern("dd")),
            Map.entry('D', pattern("MM/dd/uu")),
            Map.entry('e', StrftimeNow::day),
            Map.entry('f', pattern("SSSSSS")),
            Map.entry('F', pattern("uuuu-MM-dd")),
            Map.entry('g', time -> two(time.get(IsoFields.WEEK_BASED_YEAR) % 100)),
            Map.entry('G', time -> Integer.toString(time.get(IsoFields.WEEK_BASED_YEAR))),
            Map.entry('h', pattern("MMM")),
            Map.entry('H', pattern("HH")),
            Map.entry('I', pattern("hh")),
            Map.entry('j', pattern("DDD")),
            Map.entry('k', time -> padded(time.getHour())),
            Map.entry('l', time -> padded(time.get(ChronoField.CLOCK_HOUR_OF_AMPM))),
            Map.entry('m', pattern("MM")),
            Map.entry('M', pattern("mm")),
            Map.entry('n', time -> "\n"),
            Map.entry('p', pattern("a")),
            Map.entry('P', time -> pattern("a").apply(time).toLowerCase(Locale.ROOT)),
            Map.entry('r', pattern("hh:mm:ss a")),
            Map.entry('R', pattern("HH:mm")),
            Map.entry('s', time -> Long.toString(time.toEpochSecond())),
            Map.entry('S', pattern("ss")),
            Map.entry('t', time -> "\t"),
            Map.entry('T', pattern("HH:mm:ss")),
            Map.entry('u', time -> Integer.toString(time.getDayOfWeek().getValue())),
            Map.entry(
                    'U',
                    time -> two((time.getDayOfYear() + 6 - time.getDayOfWeek().getValue() % 7) / 7)),
            Map.entry('V', time -> two(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR))),
            Map.entry('w', time -> Integer.toString(time.getDayOfWeek().getValue() % 7)),
            Map.entry(
                    'W',
                    time -> two((time.getDayOfYear() + 7 - time.getDayOfWeek().getValue()) / 7)),
            Map.entry('x', pattern("MM/dd/uu")),
            Map.entry('X', pattern("HH:mm:ss")),
            Map.entry('y', pattern("uu")),
            Map.entry('Y', pattern("uuuu")),
            // Python's datetime.now() knows no zone.
            Map.entry('z', time -> ""),
            Map.entry('Z', time -> ""),
            Map.entry('%', time -> "%"));

    private static Function<ZonedDateTime, String> pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)::format;
    }

    private static String two(int number) {
        return (number < 10 ? "0" : "") + number;
    }

    private static String padded(int number) {
        return (number < 10 ? " " : "") + number;
    }

    private static String day(ZonedDateTime time) {
        return padded(time.getDayOfMonth());
    }

    @Override
    public String call(List<String> arguments) {
        if (arguments.size() != 1) {
            throw new IllegalArgumentException("strftime_now() takes 1 argument, got " + arguments.size());
        }
        String format = arguments.get(0);
        if (format.length() > MAX_FORMAT) {
            throw new IllegalArgumentException(
                    "a format of time must have at most " + MAX_FORMAT + " characters, got " + format.length());
        }
        ZonedDateTime now = clock.get();
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < format.length(); at++) {
            boolean unpadded = format.startsWith("%-", at);
            int directive = at + (unpadded ? 2 : 1);
            char kind = directive < format.length() ? format.charAt(directive) : ' ';
            Function<ZonedDateTime, String> printed = DIRECTIVES.get(kind);
            if (format.charAt(at) != '%' || printed == null) {
                out.append(format.charAt(at));
                continue;
            }
            String text = printed.apply(now);
            out.append(unpadded ? text.replaceFirst("^[0 ]+(?=.)", "") : text);
            at = directive;
        }
        return out.toString();
    }
}
