/** Tests of who a job is on a cluster with Kerberos, without one; with one in module bin. */
package org.draco.am.access;
