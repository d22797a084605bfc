/**
 * The command line: options to specification, specification to the module that does the work, result to the screen.
 *
 * <p>Start at {@link org.draco.bin.cli.Draco}. Nothing is computed here.
 */
package org.draco.bin.cli;
