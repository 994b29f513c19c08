/**
 * Greenlets: where the library of that name keeps their frames, which one each thread runs, and what others do with them.
 */
package asynctb.cpython.library.greenlet;
