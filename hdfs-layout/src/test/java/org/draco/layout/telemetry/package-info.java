/** That monitoring systems get what processes say. */
package org.draco.layout.telemetry;
