package dev.kedge.architecture.violations.optim;

/** Needs the hen that it comes from. */
final class Egg {

    Hen hen() {
        return new Hen();
    }
}
