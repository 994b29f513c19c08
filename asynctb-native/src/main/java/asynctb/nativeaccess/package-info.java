/** System calls that Java has no class for. */
package asynctb.nativeaccess;
