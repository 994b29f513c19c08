package asynctb.model;

import org.jspecify.annotations.Nullable;

/**
 * A task whose stack stands elsewhere in the result: under another parent, or further out where a cycle closes here.
 *
 * @param id of that stack
 * @param name of the task; null if it has none
 */
public record Reference(String id, @Nullable String name) implements Child {}
