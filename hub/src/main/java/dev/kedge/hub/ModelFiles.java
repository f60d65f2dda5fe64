package dev.kedge.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
 * one form, of safetensors and PyTorch's own the first; or one GGUF file with its further parts.
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
        Form form = form(listing);
        if (listing.file(form.single()).isEmpty()) {
            listing.file(form.index()).ifPresent(files::add);
        }
        return files;
    }

    private static boolean isTemplate(String path) {
        return path.startsWith(MORE_TEMPLATES) && path.endsWith(".jinja");
    }

    private Form form(Listing listing) {
        boolean adapters = listing.file(ADAPTER_CONFIG).isPresent();
        return forms(adapters).stream()
                .filter(form -> listing.file(form.single()).isPresent()
                        || listing.file(form.index()).isPresent())
                .findFirst()
                .orElseThrow(() -> withoutWeights(listing));
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
            Form form = form(listing);
            paths = listing.file(form.single()).isPresent()
                    ? List.of(form.single())
                    : shards(snapshot.resolve(form.index()));
        }
        return paths.stream()
                .map(path -> listing.file(path)
                        .orElseThrow(() ->
                                new HubException(name.repository() + "@" + listing.commit() + " has no file " + path)))
                .toList();
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
        return forms(adapters).stream().anyMatch(form -> isIn(snapshot, form));
    }

    private static boolean isIn(Path snapshot, Form form) {
        Path index = snapshot.resolve(form.index());
        return Files.isRegularFile(snapshot.resolve(form.single()))
                || (Files.isRegularFile(index)
                        && shards(index).stream().allMatch(path -> Files.isRegularFile(snapshot.resolve(path))));
    }

    @Override
    public Path place(Path snapshot) {
        return name.file().map(snapshot::resolve).orElse(snapshot);
    }
}
