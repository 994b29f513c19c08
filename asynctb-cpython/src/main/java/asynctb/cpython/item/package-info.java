/** What a traceback of a Python program is made of: threads, generators and coroutines, frames, and the rest. */
package asynctb.cpython.item;
