package dev.kedge.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files of a model that are needed to run it: configuration, tokenizer, chat templates, licence, and the weights in
 * one form: what {@code transformers_weights} of config.json names, else of safetensors and PyTorch's own the first; or
 * one GGUF file with its further parts.
 *
 * @param name of the repository, and of the GGUF file if one is meant
 */
record ModelFiles(HubName name) implements NeededFiles {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CONFIG = "config.json";
    private static final String ADAPTER_CONFIG = "adapter_config.json";

    private static final Set<String> SMALL = Set.of(
            CONFIG,
            ADAPTER_CONFIG,
            "generation_config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "chat_template.jinja",
            "chat_template.json",
            "vocab.json",
            "merges.txt",
            "vocab.txt",
            "tokenizer.model",
            "spiece.model",
            "sentencepiece.bpe.model",
            "README.md",
            "LICENSE",
            "LICENSE.txt",
            "LICENSE.md");
    private static final String MORE_TEMPLATES = "additional_chat_templates/";

    private static final String INDEX_END = ".index.json";

    private static final Pattern GGUF_PART = Pattern.compile("(.*)-([0-9]{5})-of-([0-9]{5})\\.gguf");

    /** A form of the weights: a file, or an index that names several. */
    private record Form(String single, String index) {}

    private static final List<Form> MODEL_FORMS = List.of(
            new Form("model.safetensors", "model.safetensors.index.json"),
            new Form("pytorch_model.bin", "pytorch_model.bin.index.json"));
    private static final List<Form> ADAPTER_FORMS = List.of(
            new Form("adapter_model.safetensors", "adapter_model.safetensors.index.json"),
            new Form("adapter_model.bin", "adapter_model.bin.index.json"));

    private static List<Form> forms(boolean adapters) {
        return adapters ? ADAPTER_FORMS : MODEL_FORMS;
    }

    @Override
    public List<RepositoryFile> first(Listing listing) {
        if (name.file().isPresent()) {
            return List.of();
        }
        List<RepositoryFile> files = new ArrayList<>(listing.files().values().stream()
                .filter(file -> SMALL.contains(file.path()) || isTemplate(file.path()))
                .toList());
        Optional<Form> form = found(listing);
        if (form.isPresent() && listing.file(form.get().single()).isEmpty()) {
            listing.file(form.get().index()).ifPresent(files::add);
        }
        if (form.isEmpty() && !mayNameWeights(listing)) {
            throw withoutWeights(listing);
        }
        return files;
    }

    private static boolean mayNameWeights(Listing listing) {
        return listing.file(CONFIG).isPresent()
                && listing.files().keySet().stream().anyMatch(path -> path.endsWith(".safetensors"));
    }

    private static boolean isTemplate(String path) {
        return path.startsWith(MORE_TEMPLATES) && path.endsWith(".jinja");
    }

    private static Optional<Form> found(Listing listing) {
        boolean adapters = listing.file(ADAPTER_CONFIG).isPresent();
        return forms(adapters).stream()
                .filter(form -> listing.file(form.single()).isPresent()
                        || listing.file(form.index()).isPresent())
                .findFirst();
    }

    /** The file or index that {@code transformers_weights} of config.json names, which goes before all others. */
    private static Optional<String> namedWeights(Path snapshot) {
        Path config = snapshot.resolve(CONFIG);
        if (Files.isRegularFile(snapshot.resolve(ADAPTER_CONFIG)) || !Files.isRegularFile(config)) {
            return Optional.empty();
        }
        try {
            JsonNode named = JSON.readTree(Files.readAllBytes(config)).path("transformers_weights");
            if (!named.isString()) {
                return Optional.empty();
            }
            RepositoryFile.checkPath(named.asString());
            return Optional.of(named.asString());
        } catch (JacksonException | IOException e) {
            throw new HubException("cannot read " + config + ": " + e.getMessage(), e);
        }
    }

    /** The files of weights that a name stands for: itself, or an index and, once that is here, what it says. */
    private static List<String> files(Path snapshot, String named) {
        List<String> files = new ArrayList<>(List.of(named));
        Path index = snapshot.resolve(named);
        if (named.endsWith(INDEX_END) && Files.isRegularFile(index)) {
            files.addAll(shards(index));
        }
        return files;
    }

    private HubException withoutWeights(Listing listing) {
        List<String> gguf = listing.files().keySet().stream()
                .filter(path -> path.endsWith(".gguf"))
                .toList();
        return new HubException(
                gguf.isEmpty()
                        ? name + " has no weights that can be read: neither model.safetensors nor pytorch_model.bin,"
                                + " whole or in parts, nor a .gguf file"
                        : name + " has GGUF files, of which one must be named: " + name.repository()
                                + "/FILE with FILE of " + String.join(", ", gguf));
    }

    @Override
    public List<RepositoryFile> then(Listing listing, Path snapshot) {
        List<String> paths;
        if (name.file().isPresent()) {
            paths = parts(name.file().get());
        } else {
            Optional<String> named = namedWeights(snapshot);
            paths = files(snapshot, named.orElseGet(() -> usual(listing)));
        }
        return paths.stream()
                .map(path -> listing.file(path)
                        .orElseThrow(() ->
                                new HubException(name.repository() + "@" + listing.commit() + " has no file " + path)))
                .toList();
    }

    private String usual(Listing listing) {
        Form form = found(listing).orElseThrow(() -> withoutWeights(listing));
        return listing.file(form.single()).isPresent() ? form.single() : form.index();
    }

    private static List<String> parts(String file) {
        Matcher matcher = GGUF_PART.matcher(file);
        return matcher.matches()
                ? IntStream.rangeClosed(1, Integer.parseInt(matcher.group(3)))
                        .mapToObj(part -> String.format("%s-%05d-of-%s.gguf", matcher.group(1), part, matcher.group(3)))
                        .toList()
                : List.of(file);
    }

    /** The files that an index names, each once. */
    private static List<String> shards(Path index) {
        try {
            Set<String> names = new TreeSet<>();
            for (JsonNode shard : JSON.readTree(Files.readAllBytes(index)).path("weight_map")) {
                String path = shard.isString() ? shard.asString() : "";
                RepositoryFile.checkPath(path);
                names.add(path);
            }
            if (names.isEmpty()) {
                throw new HubException(index + ": weight_map is missing");
            }
            return List.copyOf(names);
        } catch (JacksonException | IOException e) {
            throw new HubException("cannot read " + index + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean areIn(Path snapshot) {
        if (name.file().isPresent()) {
            return parts(name.file().get()).stream().allMatch(path -> Files.isRegularFile(snapshot.resolve(path)));
        }
        boolean adapters = Files.isRegularFile(snapshot.resolve(ADAPTER_CONFIG));
        if (!adapters && !Files.isRegularFile(snapshot.resolve(CONFIG))) {
            return false;
        }
        Optional<String> named = namedWeights(snapshot);
        if (named.isPresent()) {
            return isIn(snapshot, named.get());
        }
        return forms(adapters).stream().anyMatch(form -> isIn(snapshot, form.single()) || isIn(snapshot, form.index()));
    }

    /** Whether a file of weights is there, or an index with all that it names. */
    private static boolean isIn(Path snapshot, String named) {
        return files(snapshot, named).stream().allMatch(path -> Files.isRegularFile(snapshot.resolve(path)));
    }

    @Override
    public Path place(Path snapshot) {
        return name.file().map(snapshot::resolve).orElse(snapshot);
    }
}
