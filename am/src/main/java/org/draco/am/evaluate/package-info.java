/** What the ApplicationMaster of an evaluation knows of the training that is evaluated: its files, and nothing of YARN. */
package org.draco.am.evaluate;
