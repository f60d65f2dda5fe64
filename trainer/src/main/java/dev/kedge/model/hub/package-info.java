/**
 * Hugging Face model directories, in and out: config.json, generation_config.json, safetensors. The only part of the
 * model room that touches files.
 */
@NullMarked
package dev.kedge.model.hub;

import org.jspecify.annotations.NullMarked;
