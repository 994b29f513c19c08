/**
 * Trio, by rules as any library could bring them: nothing here knows how the interpreter keeps things. What is read where is
 * told in {@code docs/trio.md}.
 */
package asynctb.cpython.library.trio;
