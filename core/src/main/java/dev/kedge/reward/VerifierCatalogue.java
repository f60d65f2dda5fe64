package dev.kedge.reward;

import dev.kedge.config.Choice;
import java.util.List;
import java.util.function.Supplier;

/** The verifiers that a recipe can name. To add one: a class and a line here. */
public final class VerifierCatalogue {

    private static final List<VerifierKind<?>> KINDS = List.of(
            plain(
                    "marked-integer",
                    "the whole number after the only # is the answer; strict",
                    MarkedIntegerVerifier::new),
            plain(
                    "countdown",
                    "the expression after the only # reaches the target with the given numbers",
                    CountdownVerifier::new),
            new VerifierKind<>(
                    "numeric",
                    "the final answer equals the reference as a number, exactly",
                    NumericVerifier.Config.class,
                    NumericVerifier.Config.DEFAULT,
                    NumericVerifier::new),
            new VerifierKind<>(
                    "exact",
                    "the final answer is the reference, letter by letter",
                    ExactVerifier.Config.class,
                    ExactVerifier.Config.DEFAULT,
                    ExactVerifier::new));

    private VerifierCatalogue() {}

    /** What a verifier without settings is set by. */
    private record NoSettings() {}

    private static VerifierKind<?> plain(String name, String description, Supplier<Verifier> maker) {
        return new VerifierKind<>(name, description, NoSettings.class, new NoSettings(), none -> maker.get());
    }

    /**
     * Everything there is, in the order of the documentation.
     *
     * @return the kinds, each name once
     */
    public static List<VerifierKind<?>> kinds() {
        return KINDS;
    }

    /**
     * The verifier that a recipe asks for.
     *
     * @param choice its kind and settings
     * @return the verifier
     * @throws dev.kedge.config.ConfigException if the kind is unknown, or a setting is unknown, of the wrong type or out of
     *     range
     */
    public static Verifier create(Choice choice) {
        for (VerifierKind<?> kind : KINDS) {
            if (kind.name().equals(choice.kind())) {
                return kind.create(choice);
            }
        }
        throw choice.unknownKind(KINDS.stream().map(VerifierKind::name).toList());
    }
}
