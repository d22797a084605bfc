/**
 * That the management pack in {@code src/main/ambari} is what Ambari reads, and that its scripts do what they say: under Python, with
 * a small part of Ambari's libraries beside them ({@code src/test/python}) and a ResourceManager that is an HTTP server. No Ambari is here.
 */
package org.draco.am.ambari;
