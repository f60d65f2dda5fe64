package dev.kedge.model.hub;

import java.nio.file.Path;
import java.util.Optional;

/** The parts of a card's text that are the same for all models. */
public final class CardSections {

    /** The heading of what was trained. */
    public static final String TRAINING = "## Training\n";

    private static final String LOADING = "## Loading\n";

    private CardSections() {}

    /**
     * The beginning of a sentence: what the weights are.
     *
     * @param adapters whether they are adapters
     * @param directory of the card
     * @param base the model that they were made of, or for; the empty path for one made here
     */
    public static String subject(boolean adapters, Path directory, Path base) {
        if (base.toString().isEmpty()) {
            return "A model that began with random weights";
        }
        String name = Markdown.code(ModelCard.nameOf(directory, base));
        return adapters ? "Low-rank adapters (LoRA) for " + name : "The model " + name;
    }

    /**
     * A paragraph where the licence is not known.
     *
     * @param base the model that the weights were made of; the empty path for one made here
     * @return empty where the front matter has it, or there is nothing to have it from
     */
    public static String license(Path base) {
        return base.toString().isEmpty() || !License.of(base).keys().isEmpty()
                ? ""
                : "The folder of that model states no licence that could be named here; its licence holds for these"
                        + " weights too.\n\n";
    }

    /**
     * How to load the weights.
     *
     * @param adapters whether they are adapters
     */
    public static String loading(boolean adapters) {
        String name = adapters ? "AutoPeftModelForCausalLM" : "AutoModelForCausalLM";
        String from = adapters
                ? "from peft import " + name + "\nfrom transformers import AutoTokenizer\n\n"
                : "from transformers import " + name + ", AutoTokenizer\n\n";
        String seen = adapters
                ? "PEFT looks for a model that is named by a path from the folder where Python runs: run it in this"
                        + " one.\n\n"
                : "";
        return LOADING + "\n" + seen
                + Markdown.block(
                        "python",
                        from + "model = " + name + ".from_pretrained(\".\", dtype=\"auto\")\n"
                                + "tokenizer = AutoTokenizer.from_pretrained(\".\")\n")
                + "\nWith Kedge, which also serves it as OpenAI's interface (`serve`), scores and trains on:\n\n"
                + Markdown.block("", "./kedge sample --model path/to/this/folder --prompt \"…\"\n");
    }

    /** What a card of Kedge's says about the training, with its heading; empty if it is another's. */
    static Optional<String> training(Path card) {
        return ModelCard.unchanged(card).flatMap(text -> {
            int start = text.indexOf("\n" + TRAINING);
            int end = text.lastIndexOf("\n" + LOADING);
            return start < 0 || end < start ? Optional.empty() : Optional.of(text.substring(start + 1, end + 1));
        });
    }
}
