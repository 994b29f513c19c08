/**
 * The tasks of asyncio, as its C and its Python implementation keep them: where they are, what they wait for, and who waits
 * for them. {@code docs/asyncio.md} says what is read in which version.
 */
package asynctb.cpython.library.asyncio;
