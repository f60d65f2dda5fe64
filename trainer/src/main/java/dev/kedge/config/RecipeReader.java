package dev.kedge.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A reader of recipes into one record type.
 *
 * <p>Strict: an unknown key, a key given twice, a wrong type, a missing value and a value that a compact constructor
 * refuses are each a {@link ConfigException} with one line such as
 *
 * <pre>{@code
 * recipe.yaml:12: objective.condition.delta must be > 0, got -1
 * objective.condition.delta must be > 0, got -1 (from the command line: objective.condition.delta=-1)
 * }</pre>
 *
 * @param <T> the record type
 */
public final class RecipeReader<T extends Record> {

    private final Class<T> type;
    private final Catalogues catalogues;
    private final Function<Written, T> defaultsFor;

    /**
     * A reader whose defaults may depend on what is written, as those of a named preset do.
     *
     * @param type the record type
     * @param catalogues what its components of type {@link dev.kedge.api.Choice} may choose from
     * @param defaultsFor what holds where nothing is written: {@code written -> DEFAULT}, or chosen by
     *     {@link Written#text}; may throw {@link ConfigException}
     */
    public RecipeReader(Class<T> type, Catalogues catalogues, Function<Written, T> defaultsFor) {
        this.type = type;
        this.catalogues = catalogues;
        this.defaultsFor = defaultsFor;
    }

    /**
     * Reads a file.
     *
     * @param file YAML in UTF-8
     * @param overrides arguments {@code a.b.c=value}, the value in YAML, later ones winning
     * @throws ConfigException if the file cannot be read or anything in it is wrong
     */
    public Loaded<T> readFile(Path file, List<String> overrides) {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConfigException("", "there is no recipe " + file);
        } catch (CharacterCodingException e) {
            throw new ConfigException("", file + ": must be text in UTF-8");
        } catch (IOException e) {
            throw new ConfigException("", file + ": cannot be read as a recipe: " + e);
        }
        return read(file.toString(), text, overrides);
    }

    /**
     * Reads text.
     *
     * @param name what error messages call the text
     * @param text YAML
     * @param overrides arguments {@code a.b.c=value}, the value in YAML, later ones winning
     * @throws ConfigException if anything in it is wrong
     */
    public Loaded<T> read(String name, String text, List<String> overrides) {
        Written written = Written.of(YamlSyntax.file(name, text), overrides);
        try {
            T defaults = defaultsFor.apply(written);
            Object value =
                    new Binder(catalogues::of).record(type, Optional.of(defaults), written.root(), "", List.of());
            return new Loaded<>(type.cast(value), written);
        } catch (ConfigException e) {
            throw e.at(written.origin(e.path()));
        }
    }
}
