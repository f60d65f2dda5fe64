package dev.kedge.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The files of a repository at one commit.
 *
 * @param commit 40 hexadecimal digits
 * @param files by their paths
 */
record Listing(String commit, SortedMap<String, RepositoryFile> files) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int VERSION = 1;

    Listing {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    static Listing of(String commit, Collection<RepositoryFile> files) {
        SortedMap<String, RepositoryFile> byPath = new TreeMap<>();
        files.forEach(file -> byPath.put(file.path(), file));
        return new Listing(commit, byPath);
    }

    Optional<RepositoryFile> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /**
     * The files of one page of the hub's answer to {@code tree}; folders are left out.
     *
     * @throws HubException if an entry is none
     */
    static List<RepositoryFile> page(JsonNode entries, String hub) {
        if (!entries.isArray()) {
            throw new HubException(hub + " lists the files in a form that is not known");
        }
        List<RepositoryFile> files = new ArrayList<>();
        for (JsonNode entry : entries) {
            if (text(entry, "type").equals(Optional.of("file"))) {
                JsonNode large = entry.path("lfs");
                files.add(new RepositoryFile(
                        text(entry, "path").orElse(""),
                        large.path("size").asLong(entry.path("size").asLong(-1)),
                        text(entry, "oid").orElse(""),
                        text(large, "oid").or(() -> text(large, "sha256")),
                        text(entry, "xetHash")));
            }
        }
        return files;
    }

    private static Optional<String> text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    /** What was kept of a commit; empty if it is not there, or is of a form that is not known. */
    static Optional<Listing> read(Path file, String commit) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode document = JSON.readTree(Files.readAllBytes(file));
            JsonNode entries = document.path("files");
            if (document.path("format_version").asInt(0) != VERSION || !entries.isObject()) {
                return Optional.empty();
            }
            List<RepositoryFile> files = new ArrayList<>();
            entries.properties().forEach(entry -> files.add(kept(entry.getKey(), entry.getValue())));
            return Optional.of(of(commit, files));
        } catch (JacksonException | IOException | HubException e) { // it is asked for anew
            return Optional.empty();
        }
    }

    private static RepositoryFile kept(String path, JsonNode entry) {
        return new RepositoryFile(
                path,
                entry.path("lfs_size").asLong(entry.path("size").asLong(-1)),
                text(entry, "blob_id").orElse(""),
                text(entry, "lfs_sha256"),
                text(entry, "xet_hash"));
    }

    /** The form that {@code huggingface_hub} keeps. */
    String json() {
        ObjectNode document = JSON.createObjectNode().put("format_version", VERSION);
        ObjectNode entries = document.putObject("files");
        files.values().forEach(file -> {
            ObjectNode entry =
                    entries.putObject(file.path()).put("size", file.size()).put("blob_id", file.blob());
            file.sha256().ifPresent(sum -> entry.put("lfs_sha256", sum).put("lfs_size", file.size()));
            file.xetHash().filter(hash -> hash.matches("[0-9a-f]{64}")).ifPresent(hash -> entry.put("xet_hash", hash));
        });
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    }
}
