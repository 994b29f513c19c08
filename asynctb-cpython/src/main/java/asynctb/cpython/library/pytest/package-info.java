/**
 * pytest and its plugins for asynchronous tests, by rules as any library could bring them. What is read where is told in
 * {@code docs/libraries.md}.
 */
package asynctb.cpython.library.pytest;
