package dev.kedge.architecture.violations.run;

import java.util.Random;

/** Ends the process outside cli, at random. */
final class EndsProcess {

    private EndsProcess() {}

    static void end() {
        System.exit(new Random().nextInt());
    }
}
