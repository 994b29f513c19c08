/** What compilers of CPython write beside byte code: tables of lines. Pure functions of bytes. */
package asynctb.cpython.code;
