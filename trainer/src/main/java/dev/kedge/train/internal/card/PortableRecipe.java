package dev.kedge.train.internal.card;

import dev.kedge.config.ChangedSettings;
import dev.kedge.config.RecipeWriter;
import dev.kedge.hub.HubName;
import dev.kedge.hub.RepositoryKind;
import dev.kedge.train.recipe.Recipe;
import dev.kedge.verifiers.HttpVerifier;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A recipe as others may read it: what is in the cache of the Hugging Face hub by its name there, other absolute paths
 * by their last name, servers without host and headers; home and working directory nowhere.
 */
final class PortableRecipe {

    private PortableRecipe() {}

    /** The recipe itself, with such values. */
    static Recipe of(Recipe recipe) {
        return ChangedSettings.of(recipe, PortableRecipe::changed);
    }

    /** The same as YAML. */
    static String yaml(Recipe recipe) {
        return withoutFolders(RecipeWriter.toYaml(of(recipe)));
    }

    private static Object changed(Object value) {
        if (value instanceof Path path) {
            return Path.of(name(path));
        }
        if (value instanceof HttpVerifier.Config server) {
            Map<String, String> headers = new LinkedHashMap<>();
            server.headers().keySet().forEach(header -> headers.put(header, "…"));
            return new HttpVerifier.Config(withoutHost(server.url()), server.timeout(), server.retries(), headers);
        }
        return value;
    }

    private static String withoutHost(String url) {
        URI address = URI.create(url);
        return address.getScheme() + "://host"
                + Optional.ofNullable(address.getPath()).orElse("");
    }

    /** The name of a file or folder for others. */
    static String name(Path path) {
        return Stream.of(RepositoryKind.values())
                .map(kind -> HubName.ofSnapshot(kind, path))
                .flatMap(Optional::stream)
                .findFirst()
                .map(HubName::toString)
                .orElseGet(() -> path.isAbsolute() && path.getFileName() != null
                        ? path.getFileName().toString()
                        : path.toString());
    }

    /** In texts, such as the arguments of a program: the last resort. */
    private static String withoutFolders(String yaml) {
        String text = yaml;
        for (String property : List.of("user.dir", "user.home")) {
            String folder = System.getProperty(property, "");
            if (Path.of(folder).getNameCount() > 0 && Path.of(folder).isAbsolute()) {
                text = text.replace(folder, "…");
            }
        }
        return text;
    }
}
