package dev.kedge.architecture.violations.optim;

/** Makes birds. */
final class BirdBuilder {

    Bird build() {
        return Bird.small();
    }
}
