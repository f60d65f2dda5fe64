package dev.kedge.model.hub;

/** The change that PEFT makes to a matrix before it puts a stored adapter beside it, by {@code init_lora_weights}. */
enum BaseChange {
    /** Nothing. */
    NONE,

    /** PiSSA (Meng et al. 2024, arXiv:2404.02948): the r largest singular values are taken out of the matrix. */
    PRINCIPAL,

    /**
     * OLoRA (Büyükakyüz 2024, arXiv:2406.01775): s times the first r columns and rows of its QR decomposition are taken
     * out, s the scale of the adapter's product.
     */
    ORTHOGONAL
}
