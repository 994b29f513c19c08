/**
 * Which {@code with} blocks are active in a frame, where their managers are kept, and what the statements say. What is
 * fixed by the byte code is found once for each code object.
 */
package asynctb.cpython.context;
