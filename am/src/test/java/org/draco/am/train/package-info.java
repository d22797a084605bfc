/** What a job may be, as the parameter server sees it. Nothing here starts a process or a server. */
package org.draco.am.train;
