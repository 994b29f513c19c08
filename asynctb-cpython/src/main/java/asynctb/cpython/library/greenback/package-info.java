/**
 * greenback, by rules as any library could bring them, but for what asyncio's tasks keep to themselves. What is read where is
 * told in {@code docs/libraries.md}.
 */
package asynctb.cpython.library.greenback;
