/** The command {@code asynctb}: {@code docs/contract/cli.md} says what it promises. */
package asynctb.cli;
