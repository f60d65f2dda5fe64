package dev.kedge.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A difference between the token ids that Kedge makes of text and those that {@code AutoTokenizer} of transformers 5
 * makes of the same text with the same folder.
 *
 * <p>Kedge encodes by {@code tokenizer.json}, and by {@code add_bos_token} and {@code add_eos_token} of
 * {@code tokenizer_config.json}, as transformers 4 does. Transformers 5 takes from the folder a class of tokenizers,
 * which may put rules of its own in place of the file's, and does not heed the two settings. A model that was trained
 * before has seen the ids that Kedge makes.
 *
 * @param reader the class of transformers that reads the folder, such as {@code Qwen2Tokenizer}
 * @param causes what makes the difference, in words, at least one
 * @param example a text with both lists; absent where the class is one whose rules Kedge does not know, so that the ids
 *     may differ
 */
public record TokenizerDifference(String reader, List<String> causes, Optional<Example> example) {

    public TokenizerDifference {
        causes = List.copyOf(causes);
    }

    /**
     * A text that is encoded differently.
     *
     * @param text the first one found
     * @param here its ids in Kedge, with what is put around a prompt if that is what differs
     * @param there its ids in transformers, alike
     */
    public record Example(String text, List<Integer> here, List<Integer> there) {

        public Example {
            here = List.copyOf(here);
            there = List.copyOf(there);
        }

        static Example of(String text, int[] here, int[] there) {
            return new Example(text, boxed(here), boxed(there));
        }

        private static List<Integer> boxed(int[] ids) {
            return Arrays.stream(ids).boxed().toList();
        }
    }

    /** All of it in one line, for people. */
    @Override
    public String toString() {
        String begin = "AutoTokenizer of transformers 5 "
                + (example.isPresent() ? "gives" : "may give") + " other token ids than Kedge here: "
                + causes.stream().map(cause -> reader + " " + cause).collect(Collectors.joining("; "))
                + ". Kedge follows the folder's own files, as the model was most likely trained";
        return example.map(shown -> begin + ". " + written(shown.text()) + " is " + shown.here() + " here, "
                        + shown.there() + " there")
                .orElse(begin);
    }

    /** A text with an escape for each character that may not be seen for what it is, such as an accent on its own. */
    private static String written(String text) {
        StringBuilder written = new StringBuilder();
        JsonNodeFactory.instance.stringNode(text).toString().chars().forEach(unit -> {
            if (unit < 0x7F) {
                written.append((char) unit);
            } else {
                written.append(String.format(Locale.ROOT, "\\u%04x", unit));
            }
        });
        return written.toString();
    }
}
