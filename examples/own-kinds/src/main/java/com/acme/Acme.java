package com.acme;

import dev.kedge.model.ConfigDocument;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.Family;
import dev.kedge.model.qwen3.Qwen3;
import tools.jackson.databind.node.ObjectNode;

/** A model family that Kedge does not have: Acme's checkpoints are Qwen3 by another name. */
public final class Acme implements Family {

    private final Qwen3 qwen3 = new Qwen3();

    @Override
    public String modelType() {
        return "acme";
    }

    @Override
    public String architecture() {
        return "AcmeForCausalLM";
    }

    @Override
    public DecoderConfig read(ConfigDocument document) {
        return qwen3.read(document);
    }

    @Override
    public boolean describes(DecoderConfig config) {
        return qwen3.describes(config);
    }

    @Override
    public void write(DecoderConfig config, ObjectNode target) {
        qwen3.write(config, target);
    }
}
