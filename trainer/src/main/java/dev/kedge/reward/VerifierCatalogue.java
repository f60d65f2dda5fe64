package dev.kedge.reward;

import dev.kedge.api.Verifier;
import dev.kedge.api.VerifierProvider;
import dev.kedge.config.Choice;
import dev.kedge.verifiers.CodeVerifier;
import dev.kedge.verifiers.CountdownVerifier;
import dev.kedge.verifiers.ExactVerifier;
import dev.kedge.verifiers.F1Verifier;
import dev.kedge.verifiers.HttpVerifier;
import dev.kedge.verifiers.JsonSchemaVerifier;
import dev.kedge.verifiers.JsonVerifier;
import dev.kedge.verifiers.MarkedIntegerVerifier;
import dev.kedge.verifiers.MathVerifier;
import dev.kedge.verifiers.MultipleChoiceVerifier;
import dev.kedge.verifiers.NormalizedVerifier;
import dev.kedge.verifiers.NumericVerifier;
import dev.kedge.verifiers.RegexVerifier;
import dev.kedge.verifiers.RepetitionVerifier;
import dev.kedge.verifiers.SoftOverlongVerifier;
import dev.kedge.verifiers.SqlVerifier;
import dev.kedge.verifiers.ThinkFormatVerifier;
import dev.kedge.verifiers.XmlVerifier;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The verifiers that a recipe can name. To add one: a class and a line here; or, outside of Kedge, a class of your own
 * on the class path, or a {@link VerifierProvider}.
 */
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
                    "the final answer equals the reference as a number, exactly or within a tolerance",
                    NumericVerifier.Config.class,
                    NumericVerifier.Config.DEFAULT,
                    alone(NumericVerifier::new)),
            new VerifierKind<>(
                    "math",
                    "the final answer equals the reference as mathematics: numbers, expressions, sets, intervals, words",
                    MathVerifier.Config.class,
                    MathVerifier.Config.DEFAULT,
                    alone(MathVerifier::new)),
            new VerifierKind<>(
                    "exact",
                    "the final answer is the reference, letter by letter",
                    ExactVerifier.Config.class,
                    ExactVerifier.Config.DEFAULT,
                    alone(ExactVerifier::new)),
            plain(
                    "normalized",
                    "the answer is the reference as words: case, punctuation and articles do not count",
                    NormalizedVerifier::new),
            new VerifierKind<>(
                    "multiple-choice",
                    "the one letter that was chosen is the reference",
                    MultipleChoiceVerifier.Config.class,
                    MultipleChoiceVerifier.Config.DEFAULT,
                    alone(MultipleChoiceVerifier::new)),
            new VerifierKind<>(
                    "regex",
                    "the answer matches a regular expression",
                    RegexVerifier.Config.class,
                    RegexVerifier.Config.DEFAULT,
                    alone(RegexVerifier::new)),
            new VerifierKind<>(
                    "f1",
                    "the overlap of the answer's words with the reference's",
                    F1Verifier.Config.class,
                    F1Verifier.Config.DEFAULT,
                    alone(F1Verifier::new)),
            new VerifierKind<>(
                    "code",
                    "a Java program passes its tests, in a process of its own",
                    CodeVerifier.Config.class,
                    CodeVerifier.Config.DEFAULT,
                    alone(CodeVerifier::new)),
            new VerifierKind<>(
                    "sql",
                    "a query returns what the reference query does, on a database of its own",
                    SqlVerifier.Config.class,
                    SqlVerifier.Config.DEFAULT,
                    alone(SqlVerifier::new)),
            new VerifierKind<>(
                    "http",
                    "a server says what the completion is worth",
                    HttpVerifier.Config.class,
                    HttpVerifier.Config.DEFAULT,
                    alone(HttpVerifier::new)),
            plain("json", "the answer is well-formed JSON", JsonVerifier::new),
            new VerifierKind<>(
                    "json-schema",
                    "the answer is JSON that a JSON Schema allows",
                    JsonSchemaVerifier.Config.class,
                    JsonSchemaVerifier.Config.DEFAULT,
                    alone(JsonSchemaVerifier::new)),
            new VerifierKind<>(
                    "xml",
                    "the answer is well-formed XML",
                    XmlVerifier.Config.class,
                    XmlVerifier.Config.DEFAULT,
                    alone(XmlVerifier::new)),
            plain("think-format", "the completion is `<think>…</think>` and an answer", ThinkFormatVerifier::new),
            new VerifierKind<>(
                    "soft-overlong",
                    "a punishment that grows over the last stretch before the longest length",
                    SoftOverlongVerifier.Config.class,
                    SoftOverlongVerifier.Config.DEFAULT,
                    alone(SoftOverlongVerifier::new)),
            new VerifierKind<>(
                    "cosine-length",
                    "another verifier's verdict, paid by length along half a cosine",
                    CosineLengthVerifier.Config.class,
                    CosineLengthVerifier.Config.DEFAULT,
                    CosineLengthVerifier::new),
            new VerifierKind<>(
                    "repetition",
                    "a punishment for n-grams that come again",
                    RepetitionVerifier.Config.class,
                    RepetitionVerifier.Config.DEFAULT,
                    alone(RepetitionVerifier::new)),
            new VerifierKind<>(
                    "by-field",
                    "a verifier for each value of a field, such as the task of a mixture",
                    ByFieldVerifier.Config.class,
                    ByFieldVerifier.Config.DEFAULT,
                    ByFieldVerifier::new),
            new VerifierKind<>(
                    "sum",
                    "the weighted sum of the rewards of several verifiers; the first says whether the answer is right",
                    SumVerifier.Config.class,
                    SumVerifier.Config.DEFAULT,
                    SumVerifier::new));

    /** Stands for the verifier that a task names. */
    private static final String OF_TASK = "task";

    private VerifierCatalogue() {}

    /** What a verifier without settings is set by. */
    private record NoSettings() {}

    private static VerifierKind<?> plain(String name, String description, Supplier<Verifier> maker) {
        return new VerifierKind<>(name, description, NoSettings.class, new NoSettings(), (none, others) -> maker.get());
    }

    /** A verifier that is not made of others. */
    private static <C> BiFunction<C, Function<Choice, Verifier>, Verifier> alone(Function<C, Verifier> maker) {
        return (config, others) -> maker.apply(config);
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
     * @throws dev.kedge.config.ConfigException if the kind is unknown, or a setting is unknown, of the wrong type or
     *     out of range
     */
    public static Verifier create(Choice choice) {
        return create(choice, Optional.empty());
    }

    /**
     * The verifier that a recipe asks for; the kind {@code task} is the one that its task names, also within another.
     *
     * @param choice its kind and settings
     * @param ofTask the kind that the task names
     * @return the verifier
     * @throws dev.kedge.config.ConfigException if the kind is unknown, or a setting is unknown, of the wrong type or
     *     out of range
     */
    public static Verifier create(Choice choice, String ofTask) {
        return create(choice, Optional.of(ofTask));
    }

    private static Verifier create(Choice choice, Optional<String> ofTask) {
        boolean meansTask = choice.kind().equals(OF_TASK) && ofTask.isPresent();
        Choice meant = meansTask ? new Choice(ofTask.get(), choice.settings()) : choice;
        if (meant.kind().equals(Choice.CLASS)) {
            return OwnVerifiers.ofClass(meant);
        }
        for (VerifierKind<?> kind : KINDS) {
            if (kind.name().equals(meant.kind())) {
                return kind.create(meant, other -> create(other, ofTask));
            }
        }
        List<VerifierProvider<?>> provided = OwnVerifiers.provided();
        for (VerifierProvider<?> provider : provided) {
            if (provider.name().equals(meant.kind())) {
                return OwnVerifiers.of(provider, meant);
            }
        }
        throw choice.unknownKind(Stream.of(
                        ofTask.map(task -> OF_TASK).stream(),
                        KINDS.stream().map(VerifierKind::name),
                        provided.stream().map(VerifierProvider::name))
                .flatMap(names -> names)
                .toList());
    }
}
