/** Tests of the job's page: what it knows, who may see it, what it bears, and how a browser draws it. */
package org.draco.am.web;
