package dev.kedge.model.hub;

/**
 * The memory that tensors of a PyTorch file are views of: an entry of its zip archive.
 *
 * @param key the entry's name in the folder {@code data}, digits
 * @param type of the elements
 * @param elements how many there are
 */
record PickledStorage(String key, ElementType type, long elements) {}
