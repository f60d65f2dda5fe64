/**
 * Every condition by name: what it is called, what it means, which parameters it takes, and how to make it. To add one:
 * its class, and one line in {@link dev.kedge.divergence.catalogue.ConditionCatalogue}.
 */
package dev.kedge.divergence.catalogue;
