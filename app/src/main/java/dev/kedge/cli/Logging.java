package dev.kedge.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** The amount of what is logged. The normal one is in {@code logback.xml}. */
final class Logging {

    private Logging() {}

    /** Everything of Kedge's, and what libraries say about their normal work. */
    static void more() {
        ((Logger) LoggerFactory.getLogger("dev.kedge")).setLevel(Level.DEBUG);
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.INFO);
    }
}
