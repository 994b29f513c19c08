/** Frames and generators: what runs, what is suspended, and in what it waits. */
package asynctb.cpython.frame;
