package dev.kedge.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The tokens that a model gives a role, as its {@code tokenizer_config.json} names them and, where it is silent, its
 * {@code special_tokens_map.json}.
 *
 * @param byRole text by role: {@code bos_token}, {@code eos_token}, {@code pad_token} and the like, and what
 *     {@code extra_special_tokens} adds; a list of texts for {@code additional_special_tokens}. A role that no token
 *     has is absent
 */
record SpecialTokens(Map<String, Object> byRole) {

    private static final List<String> ROLES =
            List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");
    private static final String FURTHER = "additional_special_tokens";
    private static final String EXTRA = "extra_special_tokens";

    SpecialTokens {
        byRole = Collections.unmodifiableMap(new LinkedHashMap<>(byRole));
    }

    /**
     * Reads the roles.
     *
     * @param files of the model
     * @param directory where they lie, for messages
     * @throws IllegalArgumentException if a file is no JSON object or a token no text
     */
    static SpecialTokens of(CompanionFiles files, Path directory) {
        Map<String, Object> byRole = new LinkedHashMap<>();
        for (String name : List.of(CompanionFiles.TOKENIZER_CONFIG, CompanionFiles.SPECIAL_TOKENS)) {
            Path file = directory.resolve(name);
            JsonNode root = files.bytes(name)
                    .map(bytes -> JsonObject.read(bytes, file))
                    .orElse(JsonNodeFactory.instance.objectNode());
            for (String role : ROLES) {
                text(root.path(role), role, file).ifPresent(token -> byRole.putIfAbsent(role, token));
            }
            List<String> further = new ArrayList<>();
            root.path(FURTHER).forEach(token -> text(token, FURTHER, file).ifPresent(further::add));
            if (!further.isEmpty()) {
                byRole.putIfAbsent(FURTHER, List.copyOf(further));
            }
            if (root.path(EXTRA).isObject()) {
                root.path(EXTRA)
                        .properties()
                        .forEach(extra -> text(extra.getValue(), extra.getKey(), file)
                                .ifPresent(token -> byRole.putIfAbsent(extra.getKey(), token)));
            }
        }
        return new SpecialTokens(byRole);
    }

    /** A token is written as its text or as an object with its {@code content}. */
    private static Optional<String> text(JsonNode node, String role, Path file) {
        JsonNode text = node.isObject() ? node.path("content") : node;
        if (text.isMissingNode() || text.isNull()) {
            return Optional.empty();
        }
        if (!text.isString()) {
            throw new IllegalArgumentException(
                    file + ": " + role + " must be text or an object with content, got " + node);
        }
        return Optional.of(text.stringValue());
    }

    Optional<String> text(String role) {
        return byRole.get(role) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
