/** The worker's end of the connection against a parameter server on a plain socket. Nothing here knows models or data. */
package org.draco.container.link;
