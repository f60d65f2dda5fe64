/**
 * Text to records: a recipe is overlaid on defaults, an unknown key is an error with its line. Knows no component.
 */
@NullMarked
package dev.kedge.config;

import org.jspecify.annotations.NullMarked;
