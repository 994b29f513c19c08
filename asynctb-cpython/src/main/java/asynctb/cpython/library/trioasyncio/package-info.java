/**
 * trio-asyncio, by rules as any library could bring them, but for what asyncio's futures keep to themselves: asyncio's tasks in
 * a program of Trio, and Trio's in these. What is read where is told in {@code docs/libraries.md}.
 */
package asynctb.cpython.library.trioasyncio;
