package dev.kedge.model.hub;

import dev.kedge.gguf.GgufFile;
import dev.kedge.hub.Hub;
import dev.kedge.hub.HubName;
import dev.kedge.hub.RepositoryKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The name by which adapters, and cards of models, know the model they were made of: that on the Hugging Face hub where
 * it lies in the cache that Python tools share, else its path seen from their folder, so that both can be moved
 * together.
 *
 * @param name {@code Qwen/Qwen3-0.6B}, or a path
 * @param revision the commit, of a model of the hub
 */
record BaseModelName(String name, Optional<String> revision) {

    /**
     * The name of a model.
     *
     * @param adapters the folder that will hold it
     * @param base where the model is
     */
    static BaseModelName of(Path adapters, Path base) {
        Path model = real(base);
        Optional<HubName> cached = HubName.ofSnapshot(RepositoryKind.MODEL, written(base))
                .or(() -> HubName.ofSnapshot(RepositoryKind.MODEL, model));
        if (cached.isPresent()) {
            HubName name = cached.get();
            String file = name.file().map(path -> "/" + path).orElse("");
            return new BaseModelName(name.repository() + file, Optional.of(name.revision()));
        }
        Path from = real(adapters);
        String path = Objects.equals(from.getRoot(), model.getRoot())
                ? from.relativize(model).toString().replace('\\', '/')
                : model.toString();
        return new BaseModelName(path, Optional.empty());
    }

    /** As it is written: the link of a single file in the cache leads to a blob, which has no name. */
    private static Path written(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) { // not there, or not to be looked at: as it is written
            return written(path);
        }
    }

    /** Whether it is a name on the hub. */
    boolean isOnHub() {
        return revision.isPresent();
    }

    /**
     * Where the model is.
     *
     * @param adapters the folder that names it
     * @param hub whose cache is looked into; nothing is downloaded
     * @return the name as a path, that path seen from the adapters' folder, or the model's newest or named snapshot in
     *     the cache; empty if none of these is there
     */
    Optional<Path> found(Path adapters, Hub hub) {
        List<Path> candidates = new ArrayList<>();
        candidates.add(Path.of(name));
        candidates.add(name.startsWith("..") ? 0 : 1, adapters.resolve(name));
        return candidates.stream()
                .filter(path -> !name.isEmpty() && (Files.isDirectory(path) || GgufFile.isOne(path)))
                .findFirst()
                .or(() -> HubName.parse(
                                RepositoryKind.MODEL,
                                name + revision.map(commit -> "@" + commit).orElse(""))
                        .flatMap(hub::cached));
    }
}
