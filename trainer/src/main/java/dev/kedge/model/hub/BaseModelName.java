package dev.kedge.model.hub;

import dev.kedge.gguf.GgufFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The name by which adapters know their model: that on the Hugging Face hub where it lies in the cache that Python
 * tools share, else its path seen from the adapters' folder, so that both can be moved together.
 *
 * @param name {@code Qwen/Qwen3-0.6B}, or a path
 * @param revision the commit, of a model of the hub
 */
record BaseModelName(String name, Optional<String> revision) {

    private static final String CACHED = "models--";
    private static final String SNAPSHOTS = "snapshots";

    /**
     * The name of a model.
     *
     * @param adapters the folder that will hold it
     * @param base where the model is
     */
    static BaseModelName of(Path adapters, Path base) {
        Path model = real(base);
        Path snapshots = model.getParent();
        Path repository = snapshots == null ? null : snapshots.getParent();
        if (snapshots != null && repository != null && snapshots.endsWith(SNAPSHOTS)) {
            String folder = String.valueOf(repository.getFileName());
            if (folder.startsWith(CACHED)) {
                String name = folder.substring(CACHED.length()).replace("--", "/");
                return new BaseModelName(name, Optional.of(String.valueOf(model.getFileName())));
            }
        }
        Path from = real(adapters);
        String path = Objects.equals(from.getRoot(), model.getRoot())
                ? from.relativize(model).toString().replace('\\', '/')
                : model.toString();
        return new BaseModelName(path, Optional.empty());
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) { // not there, or not to be looked at: as it is written
            return path.toAbsolutePath().normalize();
        }
    }

    /**
     * Where the model is.
     *
     * @param adapters the folder that names it
     * @param environment variables that say where the cache is: HF_HUB_CACHE, HF_HOME, XDG_CACHE_HOME, HOME
     * @return the name as a path, that path seen from the adapters' folder, or the model's newest or named snapshot in
     *     the cache; empty if none of these is there
     */
    Optional<Path> found(Path adapters, Map<String, String> environment) {
        List<Path> candidates = new ArrayList<>();
        candidates.add(Path.of(name));
        candidates.add(name.startsWith("..") ? 0 : 1, adapters.resolve(name));
        snapshot(environment).ifPresent(candidates::add);
        return candidates.stream()
                .filter(path -> !name.isEmpty() && (Files.isDirectory(path) || GgufFile.isOne(path)))
                .findFirst();
    }

    private Optional<Path> snapshot(Map<String, String> environment) {
        Path repository = cache(environment).resolve(CACHED + name.replace("/", "--"));
        String wanted = revision.orElse("main");
        Path reference = repository.resolve("refs").resolve(wanted);
        try {
            String commit =
                    Files.isRegularFile(reference) ? Files.readString(reference).strip() : wanted;
            return Optional.of(repository.resolve(SNAPSHOTS).resolve(commit));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path cache(Map<String, String> environment) {
        String set = environment.get("HF_HUB_CACHE");
        if (set != null) {
            return Path.of(set);
        }
        String home = environment.get("HF_HOME");
        if (home != null) {
            return Path.of(home, "hub");
        }
        String caches = environment.get("XDG_CACHE_HOME");
        Path cache = caches == null ? Path.of(environment.getOrDefault("HOME", ""), ".cache") : Path.of(caches);
        return cache.resolve("huggingface").resolve("hub");
    }
}
