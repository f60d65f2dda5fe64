package dev.kedge.config;

/** The product of sample kinds: their settings again. */
record Sample(Object settings) {}
