/** Interpreters and their threads. */
package asynctb.cpython.thread;
