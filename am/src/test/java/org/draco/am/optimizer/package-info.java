/** How a gradient moves the model, number by number. Nothing here knows steps or workers. */
package org.draco.am.optimizer;
