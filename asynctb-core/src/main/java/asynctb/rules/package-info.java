/**
 * How libraries teach the reader: values that say what an object leads to, what a frame is worth to a reader, what a
 * context manager keeps, and where a library's tasks are. A rule reads and answers; it changes nothing.
 */
package asynctb.rules;
