/** End-to-end and JMH measurements; never published. */
package dev.kedge.benchmarks;
