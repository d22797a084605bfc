/** The rules of the house, checked here because only this module sees every other. Knows names, not behaviour. */
package org.draco.bin;
