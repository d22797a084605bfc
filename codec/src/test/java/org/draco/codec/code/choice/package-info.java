/** What may be chosen, and all that is wrong with what may not. */
package org.draco.codec.code.choice;
