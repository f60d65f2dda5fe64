package dev.kedge.task;

import dev.kedge.api.Prompt;

/**
 * A prompt with a worked solution, for the supervised warm start. The solution need not be right.
 *
 * @param prompt the prompt
 * @param completion the text that should follow the prompt, without an end token
 */
public record Demonstration(Prompt prompt, String completion) {}
