/** Tests of what an evaluation leaves. */
package org.draco.layout.evaluation;
