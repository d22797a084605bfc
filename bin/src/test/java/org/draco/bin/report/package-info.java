/** That reports show what was recorded. */
package org.draco.bin.report;
