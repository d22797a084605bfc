/**
 * How a person starts things: the command line, the embedded cluster, the simulation. The only module that sees all others,
 * and therefore thin: each command is wired here and done elsewhere.
 */
package org.draco.bin;
