/** That a study finds what others have found. */
package org.draco.bin.study;
