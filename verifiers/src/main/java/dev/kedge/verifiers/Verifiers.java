package dev.kedge.verifiers;

import dev.kedge.api.About;
import dev.kedge.api.Catalogue;
import dev.kedge.api.Choice;
import dev.kedge.api.Kind;
import dev.kedge.api.Verifier;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The verifiers of this module by name. To add one: a class and a line here; or, outside of Kedge, a class of your own
 * on the class path, a {@link dev.kedge.api.VerifierProvider} or a {@link dev.kedge.api.KindProvider}.
 */
public final class Verifiers {

    private static final List<Kind<?, Verifier>> KINDS = List.of(
            plain(
                    "marked-integer",
                    "the whole number after the only # is the answer; strict",
                    MarkedIntegerVerifier::new),
            plain(
                    "countdown",
                    "the expression after the only # reaches the target with the given numbers",
                    CountdownVerifier::new),
            kind(
                    "numeric",
                    "the final answer equals the reference as a number, exactly or within a tolerance",
                    NumericVerifier.Config.DEFAULT,
                    NumericVerifier::new),
            kind(
                    "math",
                    "the final answer equals the reference as mathematics: numbers, expressions, sets, intervals, words",
                    MathVerifier.Config.DEFAULT,
                    MathVerifier::new),
            kind(
                    "exact",
                    "the final answer is the reference, letter by letter",
                    ExactVerifier.Config.DEFAULT,
                    ExactVerifier::new),
            plain(
                    "normalized",
                    "the answer is the reference as words: case, punctuation and articles do not count",
                    NormalizedVerifier::new),
            kind(
                    "multiple-choice",
                    "the one letter that was chosen is the reference",
                    MultipleChoiceVerifier.Config.DEFAULT,
                    MultipleChoiceVerifier::new),
            kind("regex", "the answer matches a regular expression", RegexVerifier.Config.DEFAULT, RegexVerifier::new),
            kind(
                    "f1",
                    "the overlap of the answer's words with the reference's",
                    F1Verifier.Config.DEFAULT,
                    F1Verifier::new),
            kind(
                    "code",
                    "a Java program passes its tests, in a process of its own",
                    CodeVerifier.Config.DEFAULT,
                    CodeVerifier::new),
            kind(
                    "sql",
                    "a query returns what the reference query does, on a database of its own",
                    SqlVerifier.Config.DEFAULT,
                    config -> OptionalLibrary.DUCKDB.needed("sql", () -> new SqlVerifier(config))),
            kind("http", "a server says what the completion is worth", HttpVerifier.Config.DEFAULT, HttpVerifier::new),
            kind(
                    "process",
                    "any program says what the completion is worth: a line of JSON each way",
                    ProcessVerifier.Config.DEFAULT,
                    ProcessVerifier::new),
            kind(
                    "java-source",
                    "a verifier in a Java source file of your own",
                    JavaSourceVerifier.Config.DEFAULT,
                    JavaSourceVerifier::new),
            plain("json", "the answer is well-formed JSON", JsonVerifier::new),
            kind(
                    "json-schema",
                    "the answer is JSON that a JSON Schema allows",
                    JsonSchemaVerifier.Config.DEFAULT,
                    config -> OptionalLibrary.JSON_SCHEMA.needed("json-schema", () -> new JsonSchemaVerifier(config))),
            kind("xml", "the answer is well-formed XML", XmlVerifier.Config.DEFAULT, XmlVerifier::new),
            plain("think-format", "the completion is `<think>…</think>` and an answer", ThinkFormatVerifier::new),
            kind(
                    "soft-overlong",
                    "a punishment that grows over the last stretch before the longest length",
                    SoftOverlongVerifier.Config.DEFAULT,
                    SoftOverlongVerifier::new),
            Kind.combining(
                    Verifier.class,
                    "cosine-length",
                    About.of("another verifier's verdict, paid by length along half a cosine"),
                    CosineLengthVerifier.Config.DEFAULT,
                    CosineLengthVerifier::new),
            kind(
                    "repetition",
                    "a punishment for n-grams that come again",
                    RepetitionVerifier.Config.DEFAULT,
                    RepetitionVerifier::new),
            Kind.combining(
                    Verifier.class,
                    "by-field",
                    About.of("a verifier for each value of a field, such as the task of a mixture"),
                    ByFieldVerifier.Config.DEFAULT,
                    ByFieldVerifier::new),
            Kind.combining(
                    Verifier.class,
                    "sum",
                    About.of(
                            "the weighted sum of the rewards of several verifiers; the first says whether the answer is right"),
                    SumVerifier.Config.DEFAULT,
                    SumVerifier::new));

    private Verifiers() {}

    /**
     * Everything there is in this module, in the order of the documentation.
     *
     * @return the kinds, each name once
     */
    public static List<Kind<?, Verifier>> kinds() {
        return KINDS;
    }

    /**
     * The same as a catalogue, without those of other jars.
     *
     * @return the catalogue
     */
    public static Catalogue<Verifier> catalogue() {
        return Catalogue.of(Verifier.class, KINDS);
    }

    /**
     * One of them, every setting at its default.
     *
     * @param kind what a recipe would write: {@code math}
     * @return the choice
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Choice<Verifier> named(String kind) {
        return Choice.of(catalogue().kind(kind));
    }

    private static Kind<?, Verifier> plain(String name, String title, Supplier<Verifier> maker) {
        return Kind.plain(Verifier.class, name, About.of(title), maker);
    }

    private static <C extends Record> Kind<C, Verifier> kind(
            String name, String title, C defaults, Function<C, Verifier> maker) {
        return Kind.of(Verifier.class, name, About.of(title), defaults, maker);
    }
}
