package asynctb.model;

/** What stands below a stack or a context manager: managers that it keeps, stacks of what runs under it. */
public sealed interface Child permits Context, Stack, Reference {}
