/** Tests of what all files have in common. */
package org.draco.layout.file;
