/** What every attack must do, and who lies when. Nothing here knows a code or a rule. */
package org.draco.codec.attack;
