/** The parameter server over real sockets, with workers and intruders written by hand. Nothing here knows steps or YARN. */
package org.draco.am.link;
