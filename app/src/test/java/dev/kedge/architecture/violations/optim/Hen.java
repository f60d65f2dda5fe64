package dev.kedge.architecture.violations.optim;

/** Needs the egg it lays; its nest counts as the hen. */
final class Hen {

    static final class Nest {

        Egg egg() {
            return new Egg();
        }
    }
}
