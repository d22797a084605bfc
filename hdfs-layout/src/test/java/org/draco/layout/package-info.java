/** Tests of paths, and what tests of all packages share: files to damage and exceptions to look into. */
package org.draco.layout;
