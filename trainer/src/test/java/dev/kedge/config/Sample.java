package dev.kedge.config;

/** What sample kinds make: their settings again. */
record Sample(Object settings) {}
