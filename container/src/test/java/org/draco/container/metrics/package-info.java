/** That the numbers of workers and evaluators reach monitoring systems as they are. */
package org.draco.container.metrics;
