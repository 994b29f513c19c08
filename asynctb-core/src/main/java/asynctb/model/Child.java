package asynctb.model;

/** What a context manager keeps: further managers, or stacks of what runs under it. */
public sealed interface Child permits Context, Stack {}
