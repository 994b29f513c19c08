/** Live processes of Linux, through {@code /proc}. */
package asynctb.memory.linux;
