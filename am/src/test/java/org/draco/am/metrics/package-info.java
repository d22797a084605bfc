/** That the numbers of a training reach monitoring systems as they are. */
package org.draco.am.metrics;
