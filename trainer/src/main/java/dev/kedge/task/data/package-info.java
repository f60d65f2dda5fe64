/**
 * Files of rows: JSON lines, JSON, CSV and Parquet, each row a JSON object whose fields are found by dotted paths.
 *
 * <p>JSON is read by Jackson; Parquet, CSV and conditions in SQL by DuckDB, in memory, without network, and loaded only
 * when one of them is needed. Knows nothing of prompts and answers.
 */
@NullMarked
package dev.kedge.task.data;

import org.jspecify.annotations.NullMarked;
