package dev.kedge.architecture.violations.model.hub;

import java.nio.file.Path;

/** Does nothing wrong: model.hub may know files. */
record ReadsModel(Path directory) {}
