/** Tests of submission and following, without a cluster; those on a mini cluster are in the module bin. */
package org.draco.am.client;
