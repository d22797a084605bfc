/**
 * What a job's processes on a cluster with Kerberos tell each other of their access to the file systems.
 *
 * <p>This package is not allowed to know where tokens come from, nor YARN.
 */
package org.draco.layout.access;
