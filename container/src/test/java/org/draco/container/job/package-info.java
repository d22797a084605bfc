/** What a job's network is, and what is wrong with it. */
package org.draco.container.job;
