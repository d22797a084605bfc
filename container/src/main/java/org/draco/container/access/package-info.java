/**
 * How the processes that compute keep their access to the file systems of a cluster with Kerberos.
 *
 * <p>This package is not allowed to know what they compute, nor where tokens come from.
 */
package org.draco.container.access;
