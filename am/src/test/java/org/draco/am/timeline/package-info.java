/** What the timeline service is told, and what becomes of the job when it does not listen. */
package org.draco.am.timeline;
