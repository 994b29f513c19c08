/**
 * What was read, as immutable values that outlive the target. Nothing here holds a handle into a process.
 *
 * <p>The names and their meaning are those of the JSON output; {@code docs/contract/output.schema.json} is its schema.
 */
package asynctb.model;
