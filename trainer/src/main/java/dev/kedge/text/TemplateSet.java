package dev.kedge.text;

import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * The chat templates of a model by name. A model with one calls it {@code default}; {@code tool_use} is for
 * conversations with tools.
 *
 * <p>They stand in {@code chat_template.jinja} and {@code additional_chat_templates/}; if there are no such files,
 * under {@code chat_template} in {@code tokenizer_config.json}, or else in {@code chat_template.json}. A template is
 * parsed when it is first asked for, so a broken template fails only those who use it.
 */
final class TemplateSet {

    static final String DEFAULT = "default";
    private static final String TOOLS = "tool_use";
    private static final String KEY = "chat_template";

    /** A template that was not parsed yet, and where it stands. */
    private record Source(String place, String text) {}

    private final SortedMap<String, Source> sources;
    private final SpecialTokens specialTokens;
    private final ZonedDateTime now;
    private final Map<String, ChatTemplate> parsed = new ConcurrentHashMap<>();

    private TemplateSet(SortedMap<String, Source> sources, SpecialTokens specialTokens, ZonedDateTime now) {
        this.sources = sources;
        this.specialTokens = specialTokens;
        this.now = now;
    }

    /** One template that is not the model's. */
    static TemplateSet of(Path file, String text, SpecialTokens specialTokens, ZonedDateTime now) {
        SortedMap<String, Source> one = new TreeMap<>();
        one.put(DEFAULT, new Source(file.toString(), text));
        return new TemplateSet(one, specialTokens, now);
    }

    /**
     * The templates of a model.
     *
     * @throws IllegalArgumentException if a file cannot be understood
     */
    static TemplateSet of(CompanionFiles files, Path directory, SpecialTokens specialTokens, ZonedDateTime now) {
        SortedMap<String, Source> sources = new TreeMap<>();
        files.text(CompanionFiles.TEMPLATE)
                .ifPresent(text -> sources.put(
                        DEFAULT,
                        new Source(directory.resolve(CompanionFiles.TEMPLATE).toString(), text)));
        Path folder = directory.resolve(CompanionFiles.MORE_TEMPLATES);
        files.moreTemplates()
                .forEach((name, text) -> sources.put(
                        name, new Source(folder.resolve(name + ".jinja").toString(), text)));
        if (sources.isEmpty()) {
            add(sources, files, CompanionFiles.TOKENIZER_CONFIG, directory);
        }
        if (sources.isEmpty()) {
            add(sources, files, CompanionFiles.TEMPLATE_JSON, directory);
        }
        return new TemplateSet(sources, specialTokens, now);
    }

    /** Text, or a list of {name, template}, or, as older files have it, an object from name to template. */
    private static void add(SortedMap<String, Source> sources, CompanionFiles files, String name, Path directory) {
        Path file = directory.resolve(name);
        Optional<byte[]> bytes = files.bytes(name);
        if (bytes.isEmpty()) {
            return;
        }
        JsonNode written = JsonObject.read(bytes.get(), file).path(KEY);
        String place = file + " " + KEY;
        if (written.isString()) {
            sources.put(DEFAULT, new Source(place, written.stringValue()));
        } else if (written.isArray()) {
            for (JsonNode entry : written) {
                put(sources, place, entry.path("name").asString(""), entry.path("template"));
            }
        } else if (written.isObject()) {
            written.properties().forEach(entry -> put(sources, place, entry.getKey(), entry.getValue()));
        } else if (!written.isMissingNode() && !written.isNull()) {
            throw new IllegalArgumentException(
                    place + " must be text or a list of objects with name and template, got " + written);
        }
    }

    private static void put(SortedMap<String, Source> sources, String place, String name, JsonNode template) {
        if (name.isEmpty() || !template.isString()) {
            throw new IllegalArgumentException(place + " must be text or a list of objects with name and template");
        }
        sources.put(name, new Source(place + "[" + name + "]", template.stringValue()));
    }

    /**
     * A template.
     *
     * @param name which; empty: {@code tool_use} with tools if there is one, else {@code default}
     * @param withTools whether the conversation has tools
     * @throws IllegalArgumentException if there is none of that name, or it is broken
     */
    ChatTemplate template(Optional<String> name, boolean withTools) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("the model has no chat template: neither a file "
                    + CompanionFiles.TEMPLATE + " nor " + KEY + " in " + CompanionFiles.TOKENIZER_CONFIG
                    + "; give one as a file");
        }
        String chosen = name.orElse(withTools && sources.containsKey(TOOLS) ? TOOLS : DEFAULT);
        Source source = sources.get(chosen);
        if (source == null) {
            throw new IllegalArgumentException("the name of the chat template must be one of "
                    + String.join(", ", sources.keySet()) + ", got " + chosen);
        }
        return parsed.computeIfAbsent(
                chosen, key -> ChatTemplate.parse(source.place(), source.text(), specialTokens, now));
    }
}
