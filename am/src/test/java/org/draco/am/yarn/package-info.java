/** Tests of the ApplicationMaster's life on YARN, without a cluster; those on a mini cluster are in the module bin. */
package org.draco.am.yarn;
