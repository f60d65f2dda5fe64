package dev.kedge.config;

/** The place where a setting was written. */
sealed interface Origin {

    /** The message with the place added. */
    String mark(String message);

    /** A line of a file. */
    record Line(String file, int line) implements Origin {
        @Override
        public String mark(String message) {
            return file + ":" + line + ": " + message;
        }
    }

    /** A file as a whole: for what is missing rather than wrong. */
    record File(String file) implements Origin {
        @Override
        public String mark(String message) {
            return file + ": " + message;
        }
    }

    /** An argument {@code a.b.c=value}. */
    record CommandLine(String argument) implements Origin {
        @Override
        public String mark(String message) {
            return message + " (from the command line: " + argument + ")";
        }
    }

    /** A value made by the program. */
    record Unwritten() implements Origin {
        @Override
        public String mark(String message) {
            return message;
        }
    }
}
