package dev.kedge.jinja;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;

/** Renders every hostile template, in a process of its own with little memory, and says how each ended. */
final class HostileRun {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private HostileRun() {}

    /** Prints a line for each: outcome, milliseconds of processor time, name, message. */
    public static void main(String[] arguments) {
        Map<String, Object> variables = Map.of("strftime_now", new StrftimeNow(ZonedDateTime::now));
        HostileTemplates.all().forEach((name, source) -> {
            long start = THREADS.getCurrentThreadCpuTime();
            String outcome;
            String message = "";
            try {
                message = "made " + Template.parse(source).render(variables).length() + " characters";
                outcome = "RENDERED";
            } catch (TemplateException refused) {
                outcome = "REFUSED";
                message = String.valueOf(refused.getMessage());
            } catch (Throwable other) {
                outcome = "FAILED";
                message = String.valueOf(other);
            }
            double milliseconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
            System.out.println(String.format(
                    Locale.ROOT,
                    "%s\t%.0f\t%s\t%s",
                    outcome,
                    milliseconds,
                    name,
                    message.substring(0, Math.min(message.length(), 200)).replaceAll("\\R", " ")));
        });
    }
}
