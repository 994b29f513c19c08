/**
 * Where CPython's structures keep their members: tables per minor version, made by {@code tools/layouts} from the
 * interpreters themselves, overlaid by what the target says of itself.
 */
package asynctb.cpython.layout;
