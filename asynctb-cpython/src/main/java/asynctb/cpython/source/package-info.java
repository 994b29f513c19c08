/** The text of source lines: from the target's files, its archives and its own {@code linecache}. */
package asynctb.cpython.source;
