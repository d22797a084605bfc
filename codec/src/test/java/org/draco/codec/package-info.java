/** What codes, rules and attacks have in common. */
package org.draco.codec;
