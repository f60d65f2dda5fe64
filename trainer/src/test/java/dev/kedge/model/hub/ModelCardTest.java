package dev.kedge.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What a card says of its origin, and when it is written. */
class ModelCardTest {

    @TempDir
    private Path folder = Path.of("");

    private Path card() {
        return folder.resolve("README.md");
    }

    /** What a reader of YAML finds between the two lines. */
    private static Object frontMatter(String text) {
        String[] parts = text.split("---\n", 3);
        assertThat(parts[0]).isEmpty();
        return new Load(LoadSettings.builder().build()).loadFromString(parts[1]);
    }

    /** Values that YAML would read as something else, or as more, come back as they went in. */
    @Test
    void valuesComeBackFromTheFrontMatter() throws IOException {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("license", "no");
        keys.put("base_model", "a: b # c");
        keys.put("tags", List.of("1e3", "- x", "---", "null", "line\nend", "'\"", "x".repeat(300)));
        assertThat(new ModelCard(keys, "# x\n").write(folder)).isTrue();
        String text = Files.readString(card());
        assertThat(frontMatter(text)).isEqualTo(keys);
        assertThat(text).contains("---\n\n# x\n");
    }

    /** Written anew as often as nobody has touched it; one changed letter and it stays, as does another's card. */
    @Test
    void cardThatAPersonChangedStays() throws IOException {
        ModelCard first = new ModelCard(Map.of("license", "mit"), "one\n");
        ModelCard second = new ModelCard(Map.of("license", "mit"), "two\n");
        assertThat(first.write(folder)).isTrue();
        assertThat(second.write(folder)).isTrue();
        String text = Files.readString(card());
        assertThat(text).contains("two").doesNotContain("one");
        for (String others : List.of(
                text.replace("two", "tWo"),
                text + "more\n",
                "# mine\n",
                "",
                text.substring(text.indexOf("<!--")),
                text.replaceAll("sha256 .", "sha256 g"))) {
            Files.writeString(card(), others);
            assertThat(first.write(folder)).as(others).isFalse();
            assertThat(card()).hasContent(others);
        }
        Files.write(card(), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(first.write(folder)).isFalse();
        Files.write(card(), text.getBytes(StandardCharsets.UTF_8));
        assertThat(first.write(folder)).isTrue();
        assertThat(folder).isDirectoryNotContaining("glob:**.partial");
    }

    /** The words of the licence's own file; a front matter goes before it. */
    @ParameterizedTest
    @CsvSource({
        "'Apache License\n      Version 2.0, January 2004', apache-2.0",
        "'MIT License\n\nPermission is hereby granted, free of\ncharge, to any person obtaining a copy', mit",
        "'GNU GENERAL PUBLIC LICENSE\n Version 3, 29 June 2007', gpl-3.0",
        "'LLAMA 3.2 COMMUNITY LICENSE AGREEMENT', other"
    })
    void licenceIsKnownByItsWords(String words, String name) throws IOException {
        Files.writeString(folder.resolve("LICENSE"), words);
        assertThat(ModelCard.origin(folder.resolve("run"), folder)).isEqualTo(Map.of("license", name));
        Files.writeString(
                card(), "---\nlicense: other\nlicense_name: llama3.2\nlicense_link: LICENSE\ntags: [a]\n---\n# x\n");
        assertThat(ModelCard.origin(folder.resolve("run"), folder))
                .isEqualTo(Map.of("license", "other", "license_name", "llama3.2", "license_link", "LICENSE"));
    }

    /** No key is made up: not of a card without YAML, with broken YAML or with a number for a licence. */
    @ParameterizedTest
    @CsvSource({
        "'# x'",
        "'---\nlicense: [\n---\n'",
        "'---\nlicense: 3\n---\n'",
        "'---\n- a\n---\n'",
        "'---\nlicense: mit'"
    })
    void licenceThatIsNotStatedIsLeftOut(String text) throws IOException {
        Files.writeString(card(), text);
        boolean unended = text.endsWith("mit");
        assertThat(ModelCard.origin(folder.resolve("run"), folder))
                .isEqualTo(unended ? Map.of("license", "mit") : Map.of());
        assertThat(CardSections.license(folder).isEmpty()).isEqualTo(unended);
        assertThat(ModelCard.origin(folder, Path.of(""))).isEmpty();
    }

    /** On the hub base_model is a repository; a path would be refused there and stands in the text alone. */
    @Test
    void baseIsNamedAsOnTheHub() throws IOException {
        Path snapshot = Files.createDirectories(folder.resolve("hub/models--o--n/snapshots/c1"));
        assertThat(ModelCard.origin(folder, snapshot)).isEqualTo(Map.of("base_model", "o/n"));
        assertThat(ModelCard.origin(folder, snapshot.resolve("q/m.gguf"))).isEqualTo(Map.of("base_model", "o/n"));
        assertThat(ModelCard.nameOf(folder, snapshot)).isEqualTo("o/n@c1");
        Path model = Files.createDirectories(folder.resolve("models/m"));
        assertThat(ModelCard.origin(folder, model)).isEmpty();
        assertThat(ModelCard.nameOf(Files.createDirectories(folder.resolve("run")), model))
                .isEqualTo("../models/m");
        assertThat(ModelCard.nameOf(folder, Path.of("/elsewhere/secret/m")))
                .as("a path through the root is one of this machine")
                .isEqualTo("m");
    }

    /** A fence is longer than any in the text; a table's bar and a line end do not end a cell. */
    @Test
    void codeStaysCode() {
        assertThat(Markdown.block("yaml", "a: |\n  ```\n  # x")).isEqualTo("````yaml\na: |\n  ```\n  # x\n````\n");
        assertThat(Markdown.code("a|b\n`c`")).isEqualTo("`` a\\|b `c` ``");
        assertThat(Markdown.code("x")).isEqualTo("`x`");
    }

    /** A merged model says what its adapters' card says of their training, unless that was changed by hand. */
    @Test
    void mergedCardHasTheTraining() throws IOException {
        Path adapters = Files.createDirectories(folder.resolve("adapters"));
        Path merged = Files.createDirectories(folder.resolve("merged"));
        String body = "# a\n\n" + CardSections.TRAINING + "\n* 7 steps\n\n" + CardSections.loading(true);
        new ModelCard(Map.of("library_name", "peft"), body).write(adapters);
        MergedCard.write(merged, adapters, folder, "m`x");
        assertThat(merged.resolve("README.md"))
                .content()
                .contains("# m-x\n", "* 7 steps", "AutoModelForCausalLM", "library_name: transformers")
                .doesNotContain("AutoPeft");
        Files.writeString(adapters.resolve("README.md"), "## Training\n\n* 8 steps\n## Loading\n");
        MergedCard.write(merged, adapters, folder, "m");
        assertThat(merged.resolve("README.md")).content().doesNotContain("steps");
    }
}
