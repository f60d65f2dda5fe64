package dev.kedge.benchmarks.presets;
