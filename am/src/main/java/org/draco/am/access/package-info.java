/**
 * Who a job is on a cluster with Kerberos: the login of its user, the delegation tokens of its processes, and how they
 * outlive the time that the file systems give them.
 * <pre>
 *   client              KerberosLogin, then FileSystemTokens: what all processes start with
 *   ApplicationMaster   TokenRenewal --asks--> KeytabTokens --new tokens--> itself, and a file of the job's
 *   other processes     read that file (org.draco.layout.access.FreshTokens)
 * </pre>
 *
 * On a cluster without Kerberos nothing in here does anything. Not allowed to know: YARN, the step loop, the wire.
 */
package org.draco.am.access;
