/** Tests of what an evaluation's ApplicationMaster knows of the training. */
package org.draco.am.evaluate;
