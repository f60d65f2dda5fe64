package dev.kedge.train.policy;

import dev.kedge.api.About;
import dev.kedge.api.Catalogue;
import dev.kedge.api.ForeignKinds;
import dev.kedge.api.Kind;
import dev.kedge.api.TextForm;
import java.io.File;
import java.util.List;

/**
 * The sources of models that a recipe can name. To add one: a class and a line here; or, outside of Kedge, a class on
 * the class path or a {@link dev.kedge.api.KindProvider} whose kind makes a {@link StartingPolicy}.
 */
public final class ModelKinds {

    /** Freshly drawn weights. */
    public static final Kind<NewModel, StartingPolicy> NEW = Kind.of(
            StartingPolicy.class, "new", About.of("a model with fresh weights"), NewModel.DEFAULT, config -> config);

    /** A model directory. */
    public static final Kind<FromDirectory, StartingPolicy> DIRECTORY = Kind.of(
            StartingPolicy.class,
            "directory",
            About.of("a model directory, or one of adapters"),
            FromDirectory.DEFAULT,
            config -> config);

    /** A GGUF file. */
    public static final Kind<FromGguf, StartingPolicy> GGUF = Kind.of(
            StartingPolicy.class, "gguf", About.of("a model in a GGUF file"), FromGguf.DEFAULT, config -> config);

    /** All of them, in the order of the documentation. */
    public static final List<Kind<?, StartingPolicy>> ALL = List.of(NEW, DIRECTORY, GGUF);

    private static final List<TextForm> TEXTS = List.of(
            new TextForm(
                    "gguf",
                    "path",
                    "a file .gguf",
                    text -> text.replaceFirst("@[^@]*$", "").endsWith(".gguf")),
            new TextForm(
                    "directory",
                    "path",
                    "a folder ./NAME, or OWNER/NAME[@REVISION] of the Hugging Face hub",
                    text -> text.contains("/") || text.contains(File.separator)));

    private ModelKinds() {}

    /**
     * Kedge's own and those of other jars; a path and a name of the hub may stand for a kind.
     *
     * @param foreign kinds of any types
     */
    public static Catalogue<StartingPolicy> catalogue(ForeignKinds foreign) {
        return Catalogue.of(StartingPolicy.class, ALL).writtenAs(TEXTS).with(foreign);
    }
}
