/** Golden fixtures, where tests of any module find them. */
@NullMarked
package dev.kedge.testing;

import org.jspecify.annotations.NullMarked;
