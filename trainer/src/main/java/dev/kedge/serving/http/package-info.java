/**
 * A model behind the protocol of OpenAI's HTTP interface: what a request says, what an answer and a stream of events
 * look like, what is refused and in which words.
 */
@NullMarked
package dev.kedge.serving.http;

import org.jspecify.annotations.NullMarked;
