/**
 * anyio 3 and 4 on asyncio and on Trio, by rules as any library could bring them, but for what asyncio's futures keep to
 * themselves. The tasks are those of the back end; here is what anyio knows of them. What is read where is told in
 * {@code docs/libraries.md}.
 */
package asynctb.cpython.library.anyio;
