package dev.kedge.model.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * A model card as the Hugging Face hub reads it: {@code README.md}, YAML between two lines of {@code ---}, then
 * Markdown.
 *
 * <p>Its last line is a comment with the SHA-256 of all before it. A card is only written where there is none, or one
 * whose last line fits: what a person has written or changed stays.
 *
 * @param frontMatter keys in order, to texts or lists of texts
 * @param body Markdown that ends with a line end
 */
public record ModelCard(Map<String, Object> frontMatter, String body) {

    /** The name of its file. */
    public static final String FILE = "README.md";

    private static final Pattern LAST_LINE =
            Pattern.compile("(?s)(.*)<!-- written by kedge, sha256 ([0-9a-f]{64}): [^\n]*-->\n");

    /** Keeps the order of the keys. */
    public ModelCard {
        frontMatter = Collections.unmodifiableMap(new LinkedHashMap<>(frontMatter));
    }

    /**
     * What a card says of the model that it was made of: its name on the hub as {@code base_model}, and the licence
     * that its folder states.
     *
     * @param directory of the card
     * @param base where that model is; the empty path for one that was made here
     * @return keys of the front matter, in order
     */
    public static Map<String, Object> origin(Path directory, Path base) {
        Map<String, Object> keys = new LinkedHashMap<>();
        if (!base.toString().isEmpty()) {
            Map<String, Object> license = License.of(base).keys();
            license.keySet().stream().sorted().forEach(key -> keys.put(key, license.getOrDefault(key, "")));
            BaseModelName name = BaseModelName.of(directory, base);
            if (name.isOnHub()) {
                keys.put("base_model", repository(name.name()));
            }
        }
        return keys;
    }

    /** Without the file: the hub takes names of repositories. */
    private static String repository(String name) {
        String[] steps = name.split("/", 3);
        return steps[0] + "/" + steps[1];
    }

    /**
     * The name of the model that another was made of, for a person.
     *
     * @param directory of the card
     * @param base where that model is
     * @return its name on the hub with its commit, or its path seen from the directory; its last name alone where that
     *     path leads through the root of the file system
     */
    public static String nameOf(Path directory, Path base) {
        BaseModelName name = BaseModelName.of(directory, base);
        Path path = Path.of(name.name());
        String here = path.isAbsolute() || climbsToTheRoot(directory, path)
                ? String.valueOf(path.getFileName())
                : name.name();
        return here + name.revision().map(commit -> "@" + commit).orElse("");
    }

    /** Such a path is an absolute one in other words. */
    private static boolean climbsToTheRoot(Path directory, Path path) {
        int up = 0;
        while (up < path.getNameCount() && path.getName(up).toString().equals("..")) {
            up++;
        }
        return up > 0 && up >= directory.toAbsolutePath().normalize().getNameCount();
    }

    /**
     * Writes the card, unless there is one that a person has written or changed.
     *
     * @param directory that exists
     * @return whether it was written
     */
    public boolean write(Path directory) {
        Path file = directory.resolve(FILE);
        if (Files.exists(file) && unchanged(file).isEmpty()) {
            return false;
        }
        String text = text();
        byte[] bytes = (text + mark(text)).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, channel -> AtomicFile.writeFully(channel, ByteBuffer.wrap(bytes)));
        return true;
    }

    /**
     * The text of a card that this program wrote and nobody has changed.
     *
     * @param file of the card
     * @return without its last line; empty if it is another's, or none
     */
    static Optional<String> unchanged(Path file) {
        try {
            Matcher matcher = LAST_LINE.matcher(Files.isRegularFile(file) ? Files.readString(file) : "");
            return matcher.matches() && sum(matcher.group(1)).equals(matcher.group(2))
                    ? Optional.of(matcher.group(1))
                    : Optional.empty();
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private String text() {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setWidth(Integer.MAX_VALUE)
                .setSplitLines(false)
                .build();
        return "---\n" + new Dump(settings).dumpToString(frontMatter) + "---\n\n" + body;
    }

    private static String mark(String text) {
        return "<!-- written by kedge, sha256 " + sum(text) + ": a card that is changed is not written again -->\n";
    }

    private static String sum(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
