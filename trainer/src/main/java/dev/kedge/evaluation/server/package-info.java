/** Completions of a model that a server has, by the protocol of OpenAI's HTTP interface; judged here like any other. */
@NullMarked
package dev.kedge.evaluation.server;

import org.jspecify.annotations.NullMarked;
