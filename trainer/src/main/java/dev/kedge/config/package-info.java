/**
 * Text to records: what a recipe says is overlaid on defaults, and whatever it says wrongly becomes one line that names
 * the place. Knows no component: it is handed the catalogues of what recipes may choose.
 *
 * <p>A recipe is YAML 1.2 (JSON schema: {@code true}, {@code null}, {@code 1e-6} mean what they mean in JSON;
 * everything else that is not quoted is text). Keys are the snake_case names of record components. Records overlay key
 * by key; lists and maps are replaced whole; a {@link dev.kedge.api.Choice} keeps the default's settings only while it
 * keeps the default's kind.
 *
 * <p>Reads the syntax tree of snakeyaml-engine directly, which carries a line for every key, and binds records with a
 * page of reflection: a data binder in between loses the line of an unknown key and words its errors for programmers.
 *
 * <p>Must not depend on any other room.
 */
@NullMarked
package dev.kedge.config;

import org.jspecify.annotations.NullMarked;
