package dev.kedge.cli;

import dev.kedge.text.Tokenizer;
import dev.kedge.text.TokenizerDifference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** The line, on standard error, about a folder of which transformers would make other token ids than Kedge does. */
final class TokenizerNotice {

    private TokenizerNotice() {}

    /**
     * Says it, if there is such a difference.
     *
     * @param tokenizer of the folder
     * @param command that has loaded it
     */
    static void say(Tokenizer tokenizer, CommandSpec command) {
        tokenizer
                .difference()
                .map(TokenizerDifference::toString)
                .ifPresent(line -> command.commandLine().getErr().println("warning: " + line));
    }

    /**
     * Says it of a folder whose tokenizer is not needed otherwise, and which may have none, or none that can be read.
     *
     * @param folder of the model
     * @param command that has loaded it
     */
    static void say(Path folder, CommandSpec command) {
        if (!Files.isRegularFile(folder.resolve("tokenizer.json"))) {
            return;
        }
        try (Tokenizer tokenizer = Tokenizer.load(folder)) {
            say(tokenizer, command);
        } catch (IllegalArgumentException | IOException unreadable) {
            return; // a command that takes tokens does without
        }
    }
}
